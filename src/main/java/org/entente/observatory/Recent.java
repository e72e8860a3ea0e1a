package org.entente.observatory;

/** The last values of a stream: their mean, least and greatest. */
final class Recent implements Stateful {
    private final double[] values;
    private int next;
    private int size;
    private double sum;

    Recent(int capacity) {
        values = new double[capacity];
    }

    void add(double value) {
        sum += value - values[next];
        values[next] = value;
        size = Math.max(size, next + 1);
        next = (next + 1) % values.length;
        if (next == 0) {
            sum = exactSum();
        }
    }

    /** Once a turn, so that rounding never piles up. */
    private double exactSum() {
        double exact = 0;
        for (double value : values) {
            exact += value;
        }
        return exact;
    }

    double mean() {
        return sum / size;
    }

    double least() {
        double least = values[0];
        for (int i = 1; i < size; i++) {
            least = Math.min(least, values[i]);
        }
        return least;
    }

    double greatest() {
        double greatest = values[0];
        for (int i = 1; i < size; i++) {
            greatest = Math.max(greatest, values[i]);
        }
        return greatest;
    }

    @Override
    public void exchange(StateExchange state) {
        state.reals(values);
        next = (int) state.whole(next);
        size = (int) state.whole(size);
        sum = state.real(sum);
    }
}
