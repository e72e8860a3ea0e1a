package org.entente.federation;

import java.net.URI;

/** Addresses as partners write them. */
final class WebAddress {
    private static final String NOT_IN_AN_IRI = "<>\"{}|\\^`";

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
        var encoded = encoded(plain);
        return encoded.matches("(?i)https?://[^/].*") && isUri(encoded) ? encoded : null;
    }

    private static boolean isUri(String text) {
        try {
            return URI.create(text).getHost() != null || text.length() > "https://".length();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The part after the last slash or hash, which is the code in the EU's vocabularies. */
    static String lastSegment(String iri) {
        return iri.substring(Math.max(iri.lastIndexOf('/'), iri.lastIndexOf('#')) + 1);
    }
}
