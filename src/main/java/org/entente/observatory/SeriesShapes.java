package org.entente.observatory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.entente.access.ReasonText;
import org.entente.access.Request;
import org.entente.catalogue.DatasetField;
import org.entente.kernel.HubException;
import org.entente.records.Aggregates;

/** The fields of datasets that have series, by dataset and epoch: defining and classifying fields and a new computed series advance it. */
@ApplicationScoped
class SeriesShapes {
    private record Key(UUID dataset, long epoch) {}

    private final SeriesStore series;
    private final Aggregates aggregates;
    private final Cache<Key, SeriesFields> shapes =
            Caffeine.newBuilder().maximumSize(5_000).build();

    SeriesShapes(SeriesStore series, Aggregates aggregates) {
        this.series = series;
        this.aggregates = aggregates;
    }

    SeriesFields of(UUID dataset, long epoch) {
        return shapes.get(new Key(dataset, epoch), key -> read(dataset));
    }

    private SeriesFields read(UUID dataset) {
        var fields = fields(dataset);
        try {
            var computed = series.computed(dataset);
            return computed.isEmpty()
                            || aggregates.byCubeAlone(
                                    dataset, SeriesFields.of(fields).shape())
                    ? SeriesFields.of(fields)
                    : SeriesFields.of(fields, computed);
        } catch (SQLException e) {
            throw new IllegalStateException("the dataset cannot be read", e);
        }
    }

    /** Whether of this dataset only cells of its published cube may be given, as it is now. */
    private boolean areByCubeAlone(UUID dataset) throws SQLException {
        return aggregates.byCubeAlone(dataset, SeriesFields.of(fields(dataset)).shape());
    }

    /** @throws HubException ACCESS_DENIED for a dataset of which only cells may be given */
    void requireBesideCubes(Request request, UUID dataset) throws SQLException {
        if (areByCubeAlone(dataset)) {
            var code = SeriesReason.PERSONAL.code();
            throw HubException.denied(code, ReasonText.of(request.language(), code));
        }
    }

    private static List<DatasetField> fields(UUID dataset) {
        return QuarkusTransaction.requiringNew().call(() -> DatasetField.of(dataset));
    }
}
