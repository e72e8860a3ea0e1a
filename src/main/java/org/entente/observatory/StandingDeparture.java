package org.entente.observatory;

/**
 * How far a series stays from where it should be: the mean of its last departures, each cut at a few usual distances so that a
 * spike is no shift. Its {@link DailyPeaks} tell what is unusual, so that one that always stays off is not. O(1).
 */
final class StandingDeparture implements Stateful {
    private final Recent departures;
    private final int window;
    private final double cut;
    private long samples;

    StandingDeparture(int window, double cut) {
        departures = new Recent(window);
        this.window = window;
        this.cut = cut;
    }

    double level(double departure) {
        departures.add(Math.clamp(departure, -cut, cut));
        samples++;
        return samples < window ? 0 : Math.abs(departures.mean());
    }

    @Override
    public void exchange(StateExchange state) {
        departures.exchange(state);
        samples = state.whole(samples);
    }
}
