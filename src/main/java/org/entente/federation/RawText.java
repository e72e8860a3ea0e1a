package org.entente.federation;

/** What is kept of a rejected item, so that a steward can see it without the source. */
final class RawText {
    /** Characters: a page of the richest real item, and no more than a page of a hostile one. */
    private static final int LONGEST = 8_000;

    private RawText() {}

    static String of(String text) {
        var plain = PlainText.of(text);
        return plain == null || plain.length() <= LONGEST ? plain : PlainText.of(plain.substring(0, LONGEST));
    }
}
