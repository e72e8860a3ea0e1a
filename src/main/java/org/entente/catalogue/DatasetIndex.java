package org.entente.catalogue;

import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.entente.index.Projection;

/**
 * Datasets in two indices of one mapping: what anyone may know of, and what is hidden. Each event writes one of them and deletes
 * from the other under the same version, so that a dataset that changes its access level moves, whatever the order of events.
 */
@ApplicationScoped
public class DatasetIndex implements Projection {
    public static final String NAME = "datasets";
    static final String PUBLIC = "datasets-public";
    static final String HIDDEN = "datasets-hidden";
    private static final String DEFINITION = resource("/index/datasets.json");

    private final DatasetRows rows;

    DatasetIndex(DatasetRows rows) {
        this.rows = rows;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Map<String, String> aliases() {
        return Map.of(PUBLIC, DEFINITION, HIDDEN, DEFINITION);
    }

    @Override
    public List<BulkOperation> operations(Collection<UUID> entities, String suffix) {
        var gone = new HashSet<>(entities);
        var datasets = read(entities);
        datasets.forEach(dataset -> gone.remove(dataset.id()));
        return Stream.concat(
                        datasets.stream().flatMap(dataset -> operations(dataset, suffix)),
                        gone.stream()
                                .flatMap(id -> Stream.of(delete(PUBLIC + suffix, id), delete(HIDDEN + suffix, id))))
                .toList();
    }

    private List<DatasetRows.Row> read(Collection<UUID> entities) {
        try {
            return rows.read(entities);
        } catch (SQLException e) {
            throw new IllegalStateException("datasets cannot be read", e);
        }
    }

    private static Stream<BulkOperation> operations(DatasetRows.Row dataset, String suffix) {
        return Stream.of(PUBLIC, HIDDEN)
                .map(alias -> alias.equals(home(dataset))
                        ? write(alias + suffix, dataset)
                        : delete(alias + suffix, dataset.id(), dataset.version()));
    }

    /** None for an archived dataset. */
    private static String home(DatasetRows.Row dataset) {
        if (dataset.archived()) {
            return "";
        }
        return switch (dataset.accessLevel()) {
            case OPEN, DISCOVERABLE -> PUBLIC;
            case HIDDEN -> HIDDEN;
        };
    }

    private static BulkOperation write(String index, DatasetRows.Row dataset) {
        return BulkOperation.of(b -> b.index(i -> i.index(index)
                .id(dataset.id().toString())
                .version(dataset.version())
                .versionType(VersionType.External)
                .document(DatasetDocument.of(dataset))));
    }

    private static BulkOperation delete(String index, UUID id, long version) {
        return BulkOperation.of(b ->
                b.delete(d -> d.index(index).id(id.toString()).version(version).versionType(VersionType.External)));
    }

    private static BulkOperation delete(String index, UUID id) {
        return BulkOperation.of(b -> b.delete(d -> d.index(index).id(id.toString())));
    }

    @Override
    public void forEachPage(int size, Consumer<List<UUID>> page) {
        try {
            rows.forEachPage(size, page);
        } catch (SQLException e) {
            throw new IllegalStateException("datasets cannot be read", e);
        }
    }

    private static String resource(String path) {
        try (var stream = DatasetIndex.class.getResourceAsStream(path)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
