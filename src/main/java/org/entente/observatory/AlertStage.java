package org.entente.observatory;

/**
 * Makes alerts of a level of evidence: one an episode, and the less the more often the series had episodes as high.
 *
 * <p>A bar stands where the last alert was and falls by 0.015 a sample; an alert rises above it by 0.3. The alert's score is the
 * level less 0.7 times the decimal logarithm of 1 plus the number of other episodes as high, each counting half after 2,000
 * samples. The last 48 episodes are kept.
 */
final class AlertStage implements Stateful {
    private static final int FIRST = 150;
    private static final double FALL = 0.015;
    private static final double RISE = 0.3;
    private static final int EPISODES = 48;
    private static final double EPISODE_LEVEL = 3;
    private static final int LENGTH = 30;
    private static final long NEVER = Long.MIN_VALUE / 2;
    private static final double DISCOUNT = 0.7;
    private static final double HALF_LIFE = 2_000;

    /** By sample number; their differences are right even where an int turns over. */
    private final int[] at = new int[EPISODES];

    private final double[] peaks = new double[EPISODES];
    private long episodes;
    private long opened = NEVER;
    private double bar;

    /** The alert's score; 0 where there is none. */
    double alert(long sample, double level) {
        double score = 0;
        if (sample >= FIRST) {
            bar = Math.max(0, bar - FALL);
            if (level > bar + RISE) {
                bar = Math.max(bar, level);
                score = Math.max(0, level - DISCOUNT * StrictMath.log10(1 + asHigh(sample, level)));
            }
            remember(sample, level);
        }
        return score;
    }

    private double asHigh(long sample, double level) {
        double count = 0;
        long others = level > EPISODE_LEVEL && sample - opened <= LENGTH ? episodes - 1 : episodes;
        for (long episode = Math.max(0, episodes - EPISODES); episode < others; episode++) {
            int kept = (int) (episode % EPISODES);
            if (peaks[kept] >= level) {
                count += StrictMath.pow(2, (at[kept] - (int) sample) / HALF_LIFE);
            }
        }
        return count;
    }

    /** An episode opens with a high level and is 30 samples long. */
    private void remember(long sample, double level) {
        if (level <= EPISODE_LEVEL) {
            return;
        }
        if (sample - opened > LENGTH) {
            opened = sample;
            peaks[(int) (episodes % EPISODES)] = level;
            at[(int) (episodes % EPISODES)] = (int) sample;
            episodes++;
        }
        int current = (int) ((episodes - 1) % EPISODES);
        peaks[current] = Math.max(peaks[current], level);
    }

    @Override
    public void exchange(StateExchange state) {
        state.reals(peaks);
        for (int episode = 0; episode < EPISODES; episode++) {
            at[episode] = (int) state.whole(at[episode]);
        }
        episodes = state.whole(episodes);
        opened = state.whole(opened);
        bar = state.real(bar);
    }
}
