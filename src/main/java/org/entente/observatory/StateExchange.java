package org.entente.observatory;

/**
 * Passes a detector's state in or out. One method a class names its fields in their order: when the state is written, what is given
 * is written and returned; when it is read, what is given is ignored and what was written is returned. So writing and reading
 * cannot come apart. Numbers pass bit by bit.
 */
interface StateExchange {
    double real(double value);

    long whole(long value);

    default String text(String value) {
        var exchanged = new StringBuilder();
        long length = whole(value.length());
        for (int i = 0; i < length; i++) {
            exchanged.append((char) whole(i < value.length() ? value.charAt(i) : 0));
        }
        return exchanged.toString();
    }

    /** In place. */
    default void reals(double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = real(values[i]);
        }
    }

    /** In place. */
    default void wholes(char[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (char) whole(values[i]);
        }
    }

    /** In place; runs of zeros take two bytes. */
    void sparse(float[] values);
}
