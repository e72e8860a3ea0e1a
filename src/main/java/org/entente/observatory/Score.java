package org.entente.observatory;

/**
 * What a detector says of one observation.
 *
 * @param level how unusual, as a sum of evidence; the scale is the detector's own
 * @param alert 0, or at the sample that opens an episode the level less what earlier episodes as high take from it
 * @param expected the value that was expected, in the series' unit
 * @param band the usual distance from it, in the series' unit
 */
public record Score(double level, double alert, double expected, double band, Evidence evidence) {
    /** Of what is no measurement. */
    public static final Score SKIPPED = new Score(0, 0, Double.NaN, Double.NaN, Evidence.NONE);

    public boolean isAlert() {
        return alert > 0;
    }
}
