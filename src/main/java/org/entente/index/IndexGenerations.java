package org.entente.index;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The indices behind a projection's aliases. A generation is a suffix, the same for all aliases of a projection: a hash of the
 * index definitions, so that a changed mapping is seen at start, and the time it was begun.
 */
@ApplicationScoped
public class IndexGenerations {
    private final ElasticsearchClient elasticsearch;

    IndexGenerations(ElasticsearchClient elasticsearch) {
        this.elasticsearch = elasticsearch;
    }

    /** Whether each alias has an index behind it, with the settings and mappings of this release. */
    boolean isCurrent(Projection projection) throws IOException {
        for (var alias : projection.aliases().keySet()) {
            var live = behind(alias);
            if (live.size() != 1 || !live.getFirst().startsWith(alias + definition(projection))) {
                return false;
            }
        }
        return true;
    }

    String next(Projection projection) {
        return definition(projection) + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    }

    List<String> behind(String alias) throws IOException {
        return all(alias).entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
    }

    boolean exists(String name) throws IOException {
        return elasticsearch.indices().exists(e -> e.index(name)).value();
    }

    /** What a rebuild left that did not reach its end. Only under the rebuild lock: one that runs has such indices too. */
    void removeOrphans(Projection projection) throws IOException {
        for (var alias : projection.aliases().keySet()) {
            var orphans = all(alias).entrySet().stream()
                    .filter(index -> !index.getValue())
                    .map(Map.Entry::getKey)
                    .toList();
            delete(orphans);
        }
    }

    void delete(List<String> indices) throws IOException {
        if (!indices.isEmpty()) {
            elasticsearch.indices().delete(d -> d.index(indices).ignoreUnavailable(true));
        }
    }

    /** Makes what was acknowledged findable. */
    void refresh(Projection projection, String suffix) throws IOException {
        var names = projection.aliases().keySet().stream()
                .map(alias -> alias + suffix)
                .toList();
        elasticsearch.indices().refresh(r -> r.index(names));
    }

    /** Each index of an alias, and whether it is behind it. A pattern, since asking for a missing alias is an error. */
    Map<String, Boolean> all(String alias) throws IOException {
        var found = elasticsearch.indices().getAlias(g -> g.index(alias + "-*").allowNoIndices(true));
        return found.aliases().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, index -> index.getValue().aliases().containsKey(alias)));
    }

    private static String definition(Projection projection) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            new TreeMap<>(projection.aliases())
                    .forEach((alias, body) -> sha256.update((alias + body).getBytes(StandardCharsets.UTF_8)));
            return "-" + HexFormat.of().formatHex(sha256.digest(), 0, 4) + "-";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
