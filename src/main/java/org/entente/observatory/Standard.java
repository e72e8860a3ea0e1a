package org.entente.observatory;

/** A stream in standard deviations from its mean, both of the last thousand samples or so; cut at 5. */
final class Standard implements Stateful {
    private static final double SLOWEST = 0.001;
    private static final double CUT = 5;

    private long count;
    private double mean;
    private double variance;

    double standard(double value) {
        double deviation = deviation();
        return deviation == 0 ? 0 : Math.clamp((value - mean) / deviation, -CUT, CUT);
    }

    double value(double standard) {
        return mean + standard * deviation();
    }

    double deviation() {
        return Math.sqrt(variance);
    }

    void learn(double value) {
        count++;
        double rate = Math.max(SLOWEST, 1.0 / count);
        double departure = value - mean;
        mean += rate * departure;
        variance += rate * ((1 - rate) * departure * departure - variance);
    }

    @Override
    public void exchange(StateExchange state) {
        count = state.whole(count);
        mean = state.real(mean);
        variance = state.real(variance);
    }
}
