package org.entente.observatory;

import java.time.Instant;
import java.util.UUID;

/** Where a page of anomalies ended: the newest first, then by id. */
record AnomalyPosition(Instant at, UUID id) {
    static AnomalyPosition of(KnownAnomaly anomaly) {
        return new AnomalyPosition(anomaly.anomaly().at(), anomaly.id());
    }

    /** For a sealed cursor; {@link #read} gives it back. */
    String text() {
        return at + " " + id;
    }

    static AnomalyPosition read(String text) {
        var parts = text.split(" ");
        return new AnomalyPosition(Instant.parse(parts[0]), UUID.fromString(parts[1]));
    }
}
