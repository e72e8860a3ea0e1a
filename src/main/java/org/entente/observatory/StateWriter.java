package org.entente.observatory;

import java.io.ByteArrayOutputStream;

/** Writes a state: reals as their eight bytes, whole numbers as zigzag variable-length ones. */
final class StateWriter implements StateExchange {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);

    byte[] bytes() {
        return bytes.toByteArray();
    }

    @Override
    public double real(double value) {
        put(Double.doubleToRawLongBits(value), Double.BYTES);
        return value;
    }

    @Override
    public long whole(long value) {
        long rest = value << 1 ^ value >> Long.SIZE - 1;
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
        return value;
    }

    @Override
    public void sparse(float[] values) {
        int at = 0;
        while (at < values.length) {
            int filled = end(values, at, true);
            int next = end(values, filled, false);
            whole(filled - at);
            whole(next - filled);
            for (int i = filled; i < next; i++) {
                put(Float.floatToRawIntBits(values[i]), Float.BYTES);
            }
            at = next;
        }
    }

    /** Where the run of zeros, or of others, ends. */
    private static int end(float[] values, int from, boolean zeros) {
        int at = from;
        while (at < values.length && Float.floatToRawIntBits(values[at]) == 0 == zeros) {
            at++;
        }
        return at;
    }

    private void put(long bits, int size) {
        for (int i = 0; i < size; i++) {
            bytes.write((int) (bits >>> Byte.SIZE * i));
        }
    }
}
