package org.entente.observatory;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The last 32 anomalies of a series and which of them are like one: their evidence points the same way (cosine of at least 0.9) and
 * so did their departure. 1.7 KB once full.
 */
final class Episodes implements Stateful {
    private static final int KEPT = 32;
    private static final int TOLD = 3;
    private static final double LIKE = 0.9;
    private static final int KINDS = EvidenceKind.values().length;

    private final float[][] evidence = new float[KEPT][];
    private final long[] at = new long[KEPT];
    private long count;

    List<PastEpisode> similar(Evidence other, double departure) {
        var vector = vector(other, departure);
        return IntStream.range(0, (int) Math.min(count, KEPT))
                .mapToObj(i -> new PastEpisode(
                        Instant.ofEpochMilli(at[i]), strongest(evidence[i]), cosine(vector, evidence[i])))
                .filter(episode -> episode.likeness() >= LIKE)
                .sorted(Comparator.comparingDouble(PastEpisode::likeness)
                        .reversed()
                        .thenComparing(PastEpisode::at, Comparator.reverseOrder()))
                .limit(TOLD)
                .toList();
    }

    void add(Instant when, Evidence other, double departure) {
        int kept = (int) (count % KEPT);
        evidence[kept] = vector(other, departure);
        at[kept] = when.toEpochMilli();
        count++;
    }

    /** What departs downwards has negative strengths. */
    private static float[] vector(Evidence evidence, double departure) {
        var vector = new float[KINDS];
        for (var kind : EvidenceKind.values()) {
            vector[kind.ordinal()] = (float) Math.copySign(evidence.strength(kind), departure);
        }
        return vector;
    }

    private static EvidenceKind strongest(float[] vector) {
        int strongest = 0;
        for (int i = 1; i < KINDS; i++) {
            strongest = Math.abs(vector[i]) > Math.abs(vector[strongest]) ? i : strongest;
        }
        return EvidenceKind.values()[strongest];
    }

    private static double cosine(float[] one, float[] other) {
        return product(one, other) / Math.sqrt(product(one, one) * product(other, other));
    }

    private static double product(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < KINDS; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum;
    }

    @Override
    public void exchange(StateExchange state) {
        count = state.whole(count);
        for (int i = 0; i < Math.min(count, KEPT); i++) {
            evidence[i] = evidence[i] == null ? new float[KINDS] : evidence[i];
            state.sparse(evidence[i]);
            at[i] = state.whole(at[i]);
        }
    }
}
