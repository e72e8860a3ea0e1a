package org.entente.observatory;

import java.time.Instant;

/** One measured value of a series. */
public record Observation(Instant at, double value) {
    /** Not a number and infinities are no measurements: detectors skip them and learn nothing from them. */
    public boolean isMeasured() {
        return Double.isFinite(value);
    }
}
