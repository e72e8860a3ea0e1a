package org.entente.records;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;

/** Text as a JSON value. */
final class JsonText {
    private JsonText() {}

    static String array(List<String> texts) {
        var array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(array::add);
        return array.toString();
    }

    static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }
}
