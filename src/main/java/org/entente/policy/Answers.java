package org.entente.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;

/** Makes decisions of the policies' documents. What cannot be understood to the last key is refused whole. */
final class Answers {

    private static final Set<String> OPERATORS = Set.of(
            "and", "or", "not", "eq", "ne", "lt", "le", "gt", "ge", "in", "exists", "prefix", "inArea", "interval");

    private Answers() {}

    /** The one value of an engine's answer, the set of results that its rules have. */
    static JsonNode fromResultSet(Entrypoint entrypoint, byte[] json) {
        var results = parse(entrypoint, json);
        if (!results.isArray() || results.isEmpty()) {
            throw new PolicyUnavailableException.Undefined(entrypoint);
        }
        return defined(entrypoint, results.get(0).get("result"));
    }

    static JsonNode parse(Entrypoint entrypoint, byte[] json) {
        try {
            return PolicyJson.MAPPER.readTree(json);
        } catch (IOException e) {
            throw new PolicyUnavailableException.Malformed(entrypoint, e);
        }
    }

    static JsonNode defined(Entrypoint entrypoint, JsonNode result) {
        if (result == null || result.isNull() || result.isMissingNode()) {
            throw new PolicyUnavailableException.Undefined(entrypoint);
        }
        return result;
    }

    static Decision decision(JsonNode document, String release, Instant validUntil) {
        try {
            return PolicyJson.MAPPER
                    .treeToValue(document, DecisionDocument.class)
                    .toDecision(release, validUntil);
        } catch (JsonProcessingException | RuntimeException e) {
            throw new PolicyUnavailableException.Malformed(Entrypoint.DECIDE, e);
        }
    }

    static Considered considered(JsonNode document, String release, Instant validUntil) {
        try {
            return PolicyJson.MAPPER
                    .treeToValue(document, ConsideredDocument.class)
                    .toConsidered(release, validUntil);
        } catch (JsonProcessingException | RuntimeException e) {
            throw new PolicyUnavailableException.Malformed(Entrypoint.EXPLAIN, e);
        }
    }

    static JsonNode visibility(JsonNode document) {
        try {
            if (document.size() != 1) {
                throw new IllegalArgumentException("it is not a filter alone");
            }
            return requireFilter(document.get("filter"));
        } catch (RuntimeException e) {
            throw new PolicyUnavailableException.Malformed(Entrypoint.VISIBILITY, e);
        }
    }

    /** The only place where a filter enters Java from the policies. */
    static JsonNode requireFilter(JsonNode filter) {
        if (filter == null
                || !filter.isObject()
                || filter.size() != 1
                || !OPERATORS.contains(filter.fieldNames().next())) {
            throw new IllegalArgumentException("no explicit filter");
        }
        return filter;
    }
}
