package org.entente.federation;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Text as it may be stored: PostgreSQL takes no NUL, UTF-8 no half of a surrogate pair, and nobody wants control characters. */
final class PlainText {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");

    private PlainText() {}

    /** The text without what cannot be stored and without blanks at its ends; null where nothing remains. */
    static String of(String text) {
        if (text == null) {
            return null;
        }
        var whole = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        var plain = CONTROL.matcher(whole).replaceAll("").strip();
        return plain.isEmpty() ? null : plain;
    }
}
