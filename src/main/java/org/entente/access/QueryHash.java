package org.entente.access;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of a query's text and variables, so that an audit event names what was asked without keeping it. */
final class QueryHash {
    private QueryHash() {}

    static String of(JsonObject query) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(text(query.get("query")));
            digest.update((byte) 0);
            digest.update(text(query.get("variables")));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] text(JsonValue value) {
        return String.valueOf(value).getBytes(StandardCharsets.UTF_8);
    }
}
