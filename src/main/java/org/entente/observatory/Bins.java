package org.entente.observatory;

/**
 * 256 bins of mass whose support doubles when a value falls outside and halves when it became too wide. They open with the second
 * distinct value: one value has no range.
 */
final class Bins implements Stateful {
    private static final int BINS = 256;
    private static final int HALF = BINS / 2;

    private final float[] mass = new float[BINS];
    private double base;
    private double width;

    boolean areOpen() {
        return width > 0;
    }

    /** All mass so far lies at the first value. */
    void open(double first, double firstMass, double second) {
        double span = 2 * Math.abs(second - first);
        width = span / BINS;
        base = Math.min(second, first) - span / 4;
        mass[bin(first)] = (float) firstMass;
    }

    /** The value must be covered. */
    void add(double value, double weight) {
        mass[bin(value)] += (float) weight;
    }

    private int bin(double value) {
        return (int) Math.clamp((value - base) / width, 0, BINS - 1);
    }

    double span() {
        return BINS * width;
    }

    /** Bins cut by a limit count in proportion. */
    double between(double from, double to) {
        double first = Math.max(0, (from - base) / width);
        double last = Math.min(BINS, (to - base) / width);
        if (last <= first) {
            return 0;
        }
        int left = (int) first;
        int right = (int) Math.min(last, BINS - 1);
        return left == right ? mass[left] * (last - first) : sum(left, right, first, last);
    }

    private double sum(int left, int right, double first, double last) {
        double sum = mass[left] * (left + 1 - first) + mass[right] * (last - right);
        for (int bin = left + 1; bin < right; bin++) {
            sum += mass[bin];
        }
        return sum;
    }

    void cover(double value) {
        while (value < base || value >= base + span()) {
            grow(value < base);
        }
    }

    private void grow(boolean downwards) {
        int offset = downwards ? HALF : 0;
        var wider = new float[BINS];
        for (int bin = 0; bin < BINS; bin++) {
            wider[offset + bin / 2] += mass[bin];
        }
        System.arraycopy(wider, 0, mass, 0, BINS);
        base -= downwards ? span() : 0;
        width *= 2;
    }

    /** Each bin of the half about the centre is parted evenly; what lies beyond counts at the ends. */
    void halve(double centre) {
        int first = Math.clamp((int) (centre / width - base / width) - HALF / 2, 0, HALF);
        var finer = new float[BINS];
        for (int bin = 0; bin < BINS; bin++) {
            int at = Math.clamp(bin - first, 0, HALF - 1);
            finer[2 * at] += mass[bin] / 2;
            finer[2 * at + 1] += mass[bin] / 2;
        }
        System.arraycopy(finer, 0, mass, 0, BINS);
        base += first * width;
        width /= 2;
    }

    /** By a power of two, which is exact. */
    void divide(double power) {
        for (int bin = 0; bin < BINS; bin++) {
            mass[bin] /= (float) power;
        }
    }

    @Override
    public void exchange(StateExchange state) {
        state.sparse(mass);
        base = state.real(base);
        width = state.real(width);
    }
}
