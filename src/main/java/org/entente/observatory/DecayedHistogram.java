package org.entente.observatory;

/**
 * Where the values of a stream have lain, the recent ones counting more: {@link Bins}, each sample's weight halving every 10,000
 * samples. How rare a value is, is told by the mass near it: within 3% and 5% of the range, which itself decays towards the mean.
 *
 * <p>Weights grow instead of the bins shrinking, so that a sample touches one bin. A query sums at most 60 bins. 1.2 KB.
 */
final class DecayedHistogram implements Stateful {
    private static final double HALF_LIFE = 10_000;
    private static final double FADING = 1 - StrictMath.pow(2, -1 / HALF_LIFE);
    private static final double GROWTH = 1 / (1 - FADING);
    private static final double LARGEST_WEIGHT = 0x1p20;
    private static final double NARROW = 0.03;
    private static final double WIDE = 0.05;
    private static final double MOST_EXCESS = 2;
    private static final double RARITY = 3;
    private static final double HALF_A_SAMPLE = 0.5;
    private static final int EASE = 10;
    /** Of the bins' span; below it they are too coarse for the narrow margin. */
    private static final double SMALL_RANGE = 0.4;

    private final Bins bins = new Bins();
    private double weight = 1;
    private double total;
    private double low;
    private double high;
    private double mean;

    /** Evidence that the value is unlike those before: 0 is common, about 3 never seen within the range, 5 far outside. */
    double evidence(double value) {
        double range = high - low;
        if (range <= 0) {
            return value == low ? 0 : RARITY + MOST_EXCESS;
        }
        double samples = total / weight;
        double near = share(value, NARROW * range, samples) * share(value, WIDE * range, samples);
        double rarity = -RARITY * StrictMath.log(near) / (2 * StrictMath.log(samples + EASE));
        double excess = Math.max(value - high, low - value) / range;
        return Math.max(0, rarity) + Math.clamp(excess, 0, MOST_EXCESS);
    }

    private double share(double value, double margin, double samples) {
        return (bins.between(value - margin, value + margin) / weight + HALF_A_SAMPLE) / (samples + 1);
    }

    void add(double value) {
        if (total == 0) {
            low = high = mean = value;
        }
        grow();
        if (!bins.areOpen() && value != low) {
            bins.open(low, total, value);
        }
        move(value);
        if (bins.areOpen()) {
            put(value);
        }
        total += weight;
    }

    private void grow() {
        weight *= GROWTH;
        if (weight > LARGEST_WEIGHT) {
            weight /= LARGEST_WEIGHT;
            total /= LARGEST_WEIGHT;
            bins.divide(LARGEST_WEIGHT);
        }
    }

    private void move(double value) {
        mean += Math.max(FADING, weight / (total + weight)) * (value - mean);
        high = Math.max(value, high + FADING * (mean - high));
        low = Math.min(value, low + FADING * (mean - low));
    }

    private void put(double value) {
        bins.cover(value);
        double range = high - low;
        if (range > 0 && range < SMALL_RANGE * bins.span()) {
            bins.halve((low + high) / 2);
        }
        bins.add(value, weight);
    }

    @Override
    public void exchange(StateExchange state) {
        bins.exchange(state);
        weight = state.real(weight);
        total = state.real(total);
        low = state.real(low);
        high = state.real(high);
        mean = state.real(mean);
    }
}
