package org.entente.records;

import com.fasterxml.jackson.databind.node.TextNode;

/** Text as a JSON value. */
final class JsonText {
    private JsonText() {}

    static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }
}
