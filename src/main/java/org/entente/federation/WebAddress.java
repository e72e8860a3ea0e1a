package org.entente.federation;

import java.net.URI;
import java.util.regex.Pattern;

/** Addresses as partners write them. */
final class WebAddress {
    private static final String NOT_IN_AN_IRI = "<>\"{}|\\^`";

    private static final Pattern WEB = Pattern.compile("(?i)(https?://[^/?#]+)(.*)");

    private WebAddress() {}

    /** The same text with characters that no IRI may hold as percent codes. */
    static String encoded(String iri) {
        var encoded = new StringBuilder();
        for (char c : iri.strip().toCharArray()) {
            if (c <= ' ' || NOT_IN_AN_IRI.indexOf(c) >= 0) {
                encoded.append("%%%02X".formatted((int) c));
            } else {
                encoded.append(c);
            }
        }
        return encoded.toString();
    }

    /** An address that is safe to show as a link, or null: pages of the hub must not lead to {@code javascript:}. */
    static String link(String text) {
        var plain = PlainText.of(text);
        if (plain == null) {
            return null;
        }
        var address = WEB.matcher(encoded(plain));
        return address.matches() ? uri(address.group(1) + tolerated(address.group(2))) : null;
    }

    /** Browsers and servers take these as they are, {@link URI} does not. */
    private static String tolerated(String path) {
        return path.replace("[", "%5B").replace("]", "%5D").replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
    }

    private static String uri(String text) {
        try {
            return URI.create(text).toString();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The part after the last slash or hash, which is the code in the EU's vocabularies. */
    static String lastSegment(String iri) {
        return iri.substring(Math.max(iri.lastIndexOf('/'), iri.lastIndexOf('#')) + 1);
    }
}
