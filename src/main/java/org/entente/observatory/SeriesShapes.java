package org.entente.observatory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.entente.catalogue.DatasetField;

/** The fields of datasets that have series, by dataset and epoch: defining and classifying fields advances it. */
@ApplicationScoped
class SeriesShapes {
    private record Key(UUID dataset, long epoch) {}

    private final Cache<Key, SeriesFields> shapes =
            Caffeine.newBuilder().maximumSize(5_000).build();

    SeriesFields of(UUID dataset, long epoch) {
        return shapes.get(new Key(dataset, epoch), key -> read(dataset));
    }

    private static SeriesFields read(UUID dataset) {
        return SeriesFields.of(QuarkusTransaction.requiringNew().call(() -> DatasetField.of(dataset)));
    }
}
