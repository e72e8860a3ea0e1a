package org.entente.records;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Noise that hangs on who is counted: the cell key method (Fraser and Wooton 2005; Australian Bureau of Statistics, TableBuilder;
 * Eurostat's handbook of cell key methods). Every unit has a keyed 64-bit hash; the xor of its units' hashes is a cell's key; noise is a
 * keyed function of that, so that the same people always give the same value, whatever was asked and however often, and different
 * people an unrelated one.
 *
 * <p>A count gets whole noise in [-5, 5] with variance 4, of the largest entropy for these. What is then below the threshold is
 * hidden, zero too, so no shown cell has fewer than 5 units and none is known to be empty. A sum gets noise of half to all of its
 * largest contribution, either way, so that who contributed most cannot be told from what the others gave.
 */
final class CellNoise {
    static final int THRESHOLD = 10;
    private static final int LARGEST = 5;

    /** Of weights exp(-a e²) on [-5, 5] with variance 4; a was found by bisection. */
    private static final double STEEPNESS = 0.117_689_166;

    private static final double[] CUMULATIVE = cumulative();
    private static final double UNIT = 0x1p-53;

    private final SecretKeySpec key;
    private final int threshold;

    /** @param minimumGroupSize what an obligation asks for: every shown cell has at least as many units, whatever its noise */
    CellNoise(byte[] key, int minimumGroupSize) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
        this.threshold = Math.max(THRESHOLD, LARGEST + minimumGroupSize);
    }

    private static double[] cumulative() {
        var cumulative = new double[2 * LARGEST + 1];
        double sum = 0;
        for (int e = -LARGEST; e <= LARGEST; e++) {
            cumulative[e + LARGEST] = sum += Math.exp(-STEEPNESS * e * e);
        }
        for (int i = 0; i < cumulative.length; i++) {
            cumulative[i] /= sum;
        }
        return cumulative;
    }

    /** Empty means: fewer than the threshold, perhaps none. */
    OptionalLong count(long units, long cellKey) {
        long noisy = units + noise(cellKey);
        return noisy < threshold ? OptionalLong.empty() : OptionalLong.of(noisy);
    }

    int noise(long cellKey) {
        double at = (draw("count", cellKey) >>> 11) * UNIT;
        int i = 0;
        while (i < CUMULATIVE.length - 1 && at >= CUMULATIVE[i]) {
            i++;
        }
        return i - LARGEST;
    }

    /**
     * The sum itself is part of the key: when who is counted stays and one of them changes, the difference of two snapshots has the noise
     * of both.
     *
     * @param largest contribution of a unit to the sum
     */
    BigDecimal sum(String measure, BigDecimal sum, BigDecimal largest, long cellKey) {
        var exact = sum.signum() == 0 ? "0" : sum.stripTrailingZeros().toPlainString();
        long draw = draw("sum " + measure + " " + exact, cellKey);
        double share = 0.5 + 0.5 * (draw >>> 11) * UNIT;
        return sum.add(largest.multiply(BigDecimal.valueOf((draw & 1) == 0 ? share : -share)));
    }

    private long draw(String what, long cellKey) {
        try {
            var mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            mac.update(what.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(mac.doFinal(
                            ByteBuffer.allocate(Long.BYTES).putLong(cellKey).array()))
                    .getLong();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }
}
