package org.entente.observatory;

/** Running means of several slots: exact ones at first, then exponentially fading at a slowest rate. */
final class Means implements Stateful {
    private final double[] means;
    private final char[] counts;

    Means(int slots) {
        means = new double[slots];
        counts = new char[slots];
    }

    int count(int slot) {
        return counts[slot];
    }

    double mean(int slot) {
        return means[slot];
    }

    /** The slot's mean, less trusted the fewer samples it has. */
    double shrunk(int slot, double towards, double prior) {
        double share = counts[slot] / (counts[slot] + prior);
        return share * means[slot] + (1 - share) * towards;
    }

    void move(int slot, double towards, double slowest) {
        if (counts[slot] < Character.MAX_VALUE) {
            counts[slot]++;
        }
        means[slot] += Math.max(slowest, 1.0 / counts[slot]) * (towards - means[slot]);
    }

    @Override
    public void exchange(StateExchange state) {
        state.reals(means);
        state.wholes(counts);
    }
}
