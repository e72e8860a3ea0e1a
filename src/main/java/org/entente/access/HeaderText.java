package org.entente.access;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.entente.kernel.HubException;

/**
 * What a header says in any language. HTTP knows bytes there and no characters: they are read as UTF-8 where they are UTF-8, else as Latin-1 (RFC
 * 9110, section 5.5); programs that can send neither write {@code UTF-8''} and percent codes (RFC 8187).
 */
final class HeaderText {
    private static final Pattern ENCODED =
            Pattern.compile("utf-8'[a-z0-9-]*'((?:[A-Za-z0-9!#$&+.^_`|~-]|%[0-9A-F]{2})*)", Pattern.CASE_INSENSITIVE);

    private HeaderText() {}

    /** @param header a character a byte, as the server reads it; null for none */
    static String of(String header) {
        if (header == null) {
            return null;
        }
        var encoded = ENCODED.matcher(header.strip());
        return encoded.matches() ? decoded(encoded.group(1)) : read(header);
    }

    private static String read(String header) {
        if (header.chars().anyMatch(c -> c > 0xff)) {
            return header;
        }
        try {
            return utf8(header.getBytes(StandardCharsets.ISO_8859_1));
        } catch (CharacterCodingException latin) {
            return header;
        }
    }

    private static String utf8(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private static String decoded(String encoded) {
        var bytes = URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.ISO_8859_1)
                .getBytes(StandardCharsets.ISO_8859_1);
        try {
            return utf8(bytes);
        } catch (CharacterCodingException broken) {
            throw HubException.badInput("Entente-Justification", "What follows UTF-8'' are not percent codes of UTF-8");
        }
    }
}
