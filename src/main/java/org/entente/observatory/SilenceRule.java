package org.entente.observatory;

import java.time.Instant;

/**
 * When a series that says nothing is silent: after five usual gaps, and twice the longest gap of late, which fades by half in 2,000
 * observations. A silence counts only as long as it took to notice it: pauses that come again are told a few times and are usual
 * then, a rare outage hardly makes the next one later. O(1).
 */
final class SilenceRule implements Stateful {
    private static final int FIRST = 20;
    private static final double USUAL_GAPS = 5;
    private static final double LONGEST_GAPS = 2;
    private static final double SLOWEST = 0.01;
    private static final double FADING = StrictMath.pow(2, -1 / 2_000.0);

    private long count;
    private long last;
    private double usual;
    private double longest;
    private boolean told;

    void observe(Instant at) {
        long now = at.toEpochMilli();
        if (count > 0 && now > last) {
            learn(now - last);
        }
        if (count == 0 || now > last) {
            last = now;
            count++;
            told = false;
        }
    }

    private void learn(double gap) {
        double learnt = count > FIRST ? Math.min(gap, limit()) : gap;
        usual += Math.max(SLOWEST, 1.0 / count) * (learnt - usual);
        longest = Math.max(learnt, longest * FADING);
    }

    private double limit() {
        return Math.max(USUAL_GAPS * usual, LONGEST_GAPS * longest);
    }

    /** When it will be silent unless an observation comes before; far in the future while too little is known, and once it was told. */
    Instant due() {
        return told || count < FIRST ? Instant.MAX : Instant.ofEpochMilli(last + (long) limit());
    }

    /** True once a silence. */
    boolean tells(Instant now) {
        boolean tells = !told && now.isAfter(due());
        told |= tells;
        return tells;
    }

    @Override
    public void exchange(StateExchange state) {
        count = state.whole(count);
        last = state.whole(last);
        usual = state.real(usual);
        longest = state.real(longest);
        told = state.whole(told ? 1 : 0) == 1;
    }
}
