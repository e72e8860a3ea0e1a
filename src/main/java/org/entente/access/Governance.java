package org.entente.access;

import graphql.GraphQLError;
import graphql.execution.ResultPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What {@code extensions.governance} says of one answer, by response path (aliases and list indices included). */
public final class Governance {
    private final Map<String, Object> byPath = new ConcurrentHashMap<>();

    void add(String path, Map<String, Object> said) {
        byPath.put(path, said);
    }

    /** @param errors a field that ended in one has no answer that a decision could be said of; the error has the reasons */
    Optional<Map<String, Object>> asExtension(List<GraphQLError> errors) {
        var said = new TreeMap<>(byPath);
        for (var error : errors) {
            if (error.getPath() != null) {
                said.remove(ResultPath.fromList(error.getPath()).toString());
            }
        }
        return said.isEmpty() ? Optional.empty() : Optional.of(said);
    }
}
