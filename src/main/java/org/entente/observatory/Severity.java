package org.entente.observatory;

/** How grave an anomaly is, by the probability of an ordinary day giving it. */
public enum Severity {
    MINOR,
    MAJOR,
    CRITICAL;

    private static final double RARE = 1e-3;
    private static final double HARDLY_EVER = 1e-5;

    /** What a rule tells is major: it needs somebody to look at the sensor. */
    static Severity of(double probability) {
        if (Double.isNaN(probability)) {
            return MAJOR;
        }
        if (probability > RARE) {
            return MINOR;
        }
        return probability > HARDLY_EVER ? MAJOR : CRITICAL;
    }
}
