package org.entente.access;

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

    Optional<Map<String, Object>> asExtension() {
        return byPath.isEmpty() ? Optional.empty() : Optional.of(new TreeMap<>(byPath));
    }
}
