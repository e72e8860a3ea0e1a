package org.entente.observatory;

/**
 * Where the values of a stream have lain, the recent ones counting more: 256 bins, each sample's weight halving every 10,000
 * samples. How rare a value is, is told by the mass near it.
 *
 * <p>Near means within 3% and 5% of the range, which itself decays towards the mean. Weights grow instead of the bins shrinking,
 * so that a sample touches one bin. The bins' support doubles when a value falls outside and halves when the range became small.
 * A query sums at most 27 bins; no allocation after construction.
 */
final class DecayedHistogram implements Stateful {
    private static final int BINS = 256;
    private static final double HALF_LIFE = 10_000;
    private static final double FADING = 1 - Math.pow(2, -1 / HALF_LIFE);
    private static final double GROWTH = 1 / (1 - FADING);
    private static final double LARGEST_WEIGHT = 0x1p20;
    private static final double NARROW = 0.03;
    private static final double WIDE = 0.05;
    private static final double MOST_EXCESS = 2;
    private static final double RARITY = 3;
    /** Of the support; below it the bins would be too coarse for the narrow margin. */
    private static final double SMALL_RANGE = 0.4;

    private final float[] mass = new float[BINS];
    private double weight = 1;
    private double total;
    private double base;
    private double width;
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
        double nearest = share(value, NARROW * range, samples);
        double near = share(value, WIDE * range, samples);
        double rarity = -RARITY * StrictMath.log(nearest * near) / (2 * StrictMath.log(samples + 10));
        return Math.max(0, rarity) + Math.min(MOST_EXCESS, Math.max(0, Math.max(value - high, low - value)) / range);
    }

    private double share(double value, double margin, double samples) {
        return (massBetween(value - margin, value + margin) / weight + 0.5) / (samples + 1);
    }

    /** Bins cut by a limit count in proportion. */
    private double massBetween(double from, double to) {
        double first = Math.max(0, (from - base) / width);
        double last = Math.min(BINS, (to - base) / width);
        if (last <= first) {
            return 0;
        }
        int left = (int) first;
        int right = (int) Math.min(last, BINS - 1);
        if (left == right) {
            return mass[left] * (last - first);
        }
        double sum = mass[left] * (left + 1 - first) + mass[right] * (last - right);
        for (int bin = left + 1; bin < right; bin++) {
            sum += mass[bin];
        }
        return sum;
    }

    void add(double value) {
        if (total == 0) {
            low = high = mean = base = value;
        }
        fade(value);
        if (width == 0 && value != base) {
            open(value);
        }
        if (width > 0) {
            cover(value);
            mass[bin(value)] += (float) weight;
        }
        total += weight;
    }

    private void fade(double value) {
        weight *= GROWTH;
        if (weight > LARGEST_WEIGHT) {
            rescale();
        }
        mean += Math.max(FADING, weight / (total + weight)) * (value - mean);
        high = Math.max(value, high + FADING * (mean - high));
        low = Math.min(value, low + FADING * (mean - low));
    }

    /** By a power of two, which is exact. */
    private void rescale() {
        weight /= LARGEST_WEIGHT;
        total /= LARGEST_WEIGHT;
        for (int bin = 0; bin < BINS; bin++) {
            mass[bin] /= (float) LARGEST_WEIGHT;
        }
    }

    /** The second distinct value: all mass so far lies at the first one. */
    private void open(double value) {
        double first = base;
        double span = 2 * Math.abs(value - first);
        width = span / BINS;
        base = Math.min(value, first) - span / 4;
        mass[bin(first)] = (float) total;
    }

    private void cover(double value) {
        while (value < base || value >= base + BINS * width) {
            grow(value < base);
        }
        if (high - low < SMALL_RANGE * BINS * width && high - low > 0) {
            shrink();
        }
    }

    private void grow(boolean downwards) {
        int offset = downwards ? BINS / 2 : 0;
        var wider = new float[BINS];
        for (int bin = 0; bin < BINS; bin++) {
            wider[offset + bin / 2] += mass[bin];
        }
        System.arraycopy(wider, 0, mass, 0, BINS);
        base -= downwards ? BINS * width : 0;
        width *= 2;
    }

    /** Each bin of the half that holds the range is parted evenly; what lies beyond counts at the ends. */
    private void shrink() {
        int first = (int) ((low + high) / 2 / width - base / width) - BINS / 4;
        first = Math.max(0, Math.min(BINS / 2, first));
        var finer = new float[BINS];
        for (int bin = 0; bin < BINS; bin++) {
            int at = Math.max(0, Math.min(BINS / 2 - 1, bin - first));
            finer[2 * at] += mass[bin] / 2;
            finer[2 * at + 1] += mass[bin] / 2;
        }
        System.arraycopy(finer, 0, mass, 0, BINS);
        base += first * width;
        width /= 2;
    }

    private int bin(double value) {
        return (int) Math.max(0, Math.min(BINS - 1, (value - base) / width));
    }

    @Override
    public void exchange(StateExchange state) {
        state.sparse(mass);
        weight = state.real(weight);
        total = state.real(total);
        base = state.real(base);
        width = state.real(width);
        low = state.real(low);
        high = state.real(high);
        mean = state.real(mean);
    }
}
