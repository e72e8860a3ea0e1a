package org.entente.observatory;

import java.util.Arrays;

/** Reads what {@link StateWriter} wrote; whatever else it is given ends in an {@link UnreadableStateException}. */
final class StateReader implements StateExchange {
    private final byte[] bytes;
    private int at;

    StateReader(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    void requireEnd() {
        if (at != bytes.length) {
            throw new UnreadableStateException("the state is longer than its version says");
        }
    }

    @Override
    public double real(double ignored) {
        return Double.longBitsToDouble(take(Double.BYTES));
    }

    @Override
    public long whole(long ignored) {
        long rest = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            long next = take(1);
            rest |= (next & 0x7f) << shift;
            if (next < 0x80) {
                return rest >>> 1 ^ -(rest & 1);
            }
        }
        throw new UnreadableStateException("a whole number does not end");
    }

    @Override
    public void sparse(float[] values) {
        int position = 0;
        while (position < values.length) {
            int filled = length(position, values.length);
            Arrays.fill(values, position, filled, 0);
            int next = length(filled, values.length);
            for (int i = filled; i < next; i++) {
                values[i] = Float.intBitsToFloat((int) take(Float.BYTES));
            }
            if (next == position) {
                throw new UnreadableStateException("an empty run");
            }
            position = next;
        }
    }

    private int length(int from, int size) {
        long run = whole(0);
        if (run < 0 || run > size - from) {
            throw new UnreadableStateException("a run leaves its array");
        }
        return from + (int) run;
    }

    private long take(int size) {
        if (size > bytes.length - at) {
            throw new UnreadableStateException("the state ends too early");
        }
        long bits = 0;
        for (int i = 0; i < size; i++) {
            bits |= (bytes[at++] & 0xffL) << Byte.SIZE * i;
        }
        return bits;
    }
}
