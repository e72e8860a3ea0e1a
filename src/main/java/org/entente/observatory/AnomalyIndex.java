package org.entente.observatory;

import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.entente.access.Epoch;
import org.entente.index.Projection;
import org.entente.index.SearchFields;
import org.entente.kernel.FieldDefinition;

/**
 * Anomalies in one index, with the fields of their series by which they are granted. It holds nothing that governance changes: which
 * datasets may be searched is decided for each search, so that no change of visibility has to arrive here first. Hits are sorted by
 * time and filtered, never scored, so that anomalies which one may not see change nothing.
 */
@ApplicationScoped
public class AnomalyIndex implements Projection {
    static final String NAME = "anomalies";
    /** The fields that a computed series is computed of. */
    static final String USES = "uses";

    /** It never changes. */
    private static final long VERSION = 1;

    private static final String DEFINITION = definition();

    private final AnomalyStore anomalies;
    private final AnomalyReader reader;
    private final SeriesShapes shapes;
    private final Epoch epoch;

    AnomalyIndex(AnomalyStore anomalies, AnomalyReader reader, SeriesShapes shapes, Epoch epoch) {
        this.anomalies = anomalies;
        this.reader = reader;
        this.shapes = shapes;
        this.epoch = epoch;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Map<String, String> aliases() {
        return Map.of(NAME, DEFINITION);
    }

    @Override
    public List<BulkOperation> operations(Collection<UUID> entities, String suffix) {
        try {
            var found = anomalies.find(entities);
            var series = reader.seriesOf(found);
            var gone = new HashSet<>(entities);
            var operations = new ArrayList<BulkOperation>();
            for (var each : found) {
                gone.remove(each.id());
                operations.add(write(NAME + suffix, each, series.get(each.series())));
            }
            gone.forEach(id -> operations.add(
                    BulkOperation.of(b -> b.delete(d -> d.index(NAME + suffix).id(id.toString())))));
            return operations;
        } catch (SQLException e) {
            throw new IllegalStateException("anomalies cannot be read", e);
        }
    }

    private BulkOperation write(String index, KnownAnomaly anomaly, Series series) throws SQLException {
        var document = document(anomaly, series, shapes.of(series.dataset(), epoch.current()));
        return BulkOperation.of(b -> b.index(i -> i.index(index)
                .id(anomaly.id().toString())
                .version(VERSION)
                .versionType(VersionType.External)
                .document(document)));
    }

    private static Map<String, Object> document(KnownAnomaly anomaly, Series series, SeriesFields fields) {
        var document = new LinkedHashMap<String, Object>();
        document.put("id", anomaly.id().toString());
        document.put("dataset", anomaly.dataset().toString());
        document.put("series", series.id().toString());
        document.put("kind", anomaly.anomaly().kind().name());
        document.put("severity", anomaly.anomaly().severity().name());
        document.put("at", anomaly.anomaly().at().toEpochMilli());
        var values = fields.valuesOf(series);
        for (FieldDefinition field : fields.shape().typed().all()) {
            var value = SeriesFields.VARYING.contains(field.name()) ? null : values.apply(field.name());
            if (value != null) {
                document.put(field.column(), SearchFields.value(field, value));
            }
        }
        if (series.uses() != null) {
            document.put(USES, series.uses());
        }
        return document;
    }

    @Override
    public void forEachPage(int size, Consumer<List<UUID>> page) {
        try {
            anomalies.forEachPage(size, page);
        } catch (SQLException e) {
            throw new IllegalStateException("anomalies cannot be read", e);
        }
    }

    private static String definition() {
        try (var stream = AnomalyIndex.class.getResourceAsStream("/index/anomalies.json")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
