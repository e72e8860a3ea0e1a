package org.entente.portal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** An address of the portal with its query, encoded. */
final class Address {
    private final StringBuilder written;
    private char separator = '?';

    Address(String path) {
        this.written = new StringBuilder(path);
    }

    Address with(String name, String value) {
        written.append(separator).append(encoded(name)).append('=').append(encoded(value));
        separator = '&';
        return this;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return written.toString();
    }
}
