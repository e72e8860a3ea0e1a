package org.entente.observatory;

/**
 * Lets one anomaly an episode through: it opens when the probability falls to the threshold and closes 30 observations after it was
 * last there. Only what is of a graver {@link Severity} is told meanwhile.
 */
final class OpenEpisode implements Stateful {
    private static final int CLOSES_AFTER = 30;

    private double opened = 1;
    private long quiet = CLOSES_AFTER;

    /** Once an observation. */
    void next() {
        quiet++;
    }

    boolean opens(double probability, double threshold) {
        if (probability > threshold) {
            return false;
        }
        boolean opens = quiet >= CLOSES_AFTER || Severity.of(probability).compareTo(Severity.of(opened)) > 0;
        opened = opens ? probability : opened;
        quiet = 0;
        return opens;
    }

    @Override
    public void exchange(StateExchange state) {
        opened = state.real(opened);
        quiet = state.whole(quiet);
    }
}
