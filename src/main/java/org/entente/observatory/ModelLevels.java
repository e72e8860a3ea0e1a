package org.entente.observatory;

/**
 * What a partner's model says of a series, on the hub's own scale: how far its level lies above those that it usually gives, in their mean
 * distance, as a logarithm; so that nothing need be known of a model's unit. It is asked with the last values, which are kept here.
 *
 * <p>Without a model this is one byte of a state. With one it is four bytes a value of the window.
 */
final class ModelLevels implements Stateful {
    private static final float[] NONE = {};
    private static final int LEVEL = 0;
    private static final int DISTANCE = 1;
    private static final double SLOWEST = 1.0 / 2_000;
    /** Where every level so far was the same. */
    private static final double FARTHEST = 1e6;

    private static final int FIRST_TOLD = 150;
    /** Longer than the other statistics, for which the simulated city says beforehand what is ordinary. */
    private static final int FIRST_DAYS = 14;

    private PartnerModel model;
    private float[] values = NONE;
    private long next;
    private Means usual = new Means(2);
    private long levels;
    private long first;

    /** @param begun null for none */
    void begin(PartnerModel begun) {
        if (begun == null || !begun.equals(model)) {
            values = begun == null ? NONE : new float[begun.window() - 1];
            next = 0;
        }
        model = begun;
        usual = new Means(2);
        levels = 0;
        first = 0;
    }

    /** Null where there is none. */
    PartnerModel model() {
        return model;
    }

    /** One that the model will be asked with. */
    void add(double value) {
        if (model != null) {
            // as the runner gives it to the model
            values[(int) (next++ % values.length)] = (float) Math.clamp(value, -Float.MAX_VALUE, Float.MAX_VALUE);
        }
    }

    /** Those before the next, the oldest first: one less than the window, fewer at first. */
    float[] recent() {
        int size = (int) Math.min(next, values.length);
        var recent = new float[size];
        for (int i = 0; i < size; i++) {
            recent[i] = values[(int) ((next - size + i) % values.length)];
        }
        return recent;
    }

    /** 0 for a usual level, and for one below. */
    double above(long day, double level) {
        double above = level - usual.mean(LEVEL);
        double distance = usual.mean(DISTANCE);
        first = levels == 0 ? day : first;
        double strength = levels == 0 || above <= 0
                ? 0
                : StrictMath.log1p(distance == 0 ? FARTHEST : Math.min(FARTHEST, above / distance));
        usual.move(LEVEL, level, SLOWEST);
        usual.move(DISTANCE, levels == 0 ? 0 : Math.abs(above), SLOWEST);
        levels++;
        return strength;
    }

    /** Whether it is known what is ordinary of it. */
    boolean takesPart(long day) {
        return levels > FIRST_TOLD && day - first >= FIRST_DAYS;
    }

    @Override
    public void exchange(StateExchange state) {
        model = PartnerModel.exchange(state, model);
        if (model == null) {
            begin(null);
            return;
        }
        values = values.length == model.window() - 1 ? values : new float[model.window() - 1];
        state.sparse(values);
        next = state.whole(next);
        usual.exchange(state);
        levels = state.whole(levels);
        first = state.whole(first);
    }
}
