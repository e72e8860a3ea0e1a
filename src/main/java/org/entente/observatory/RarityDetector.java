package org.entente.observatory;

/**
 * How rare an observation is among those of its own series, in five streams: the departure from what is expected at this hour of
 * the week, its mean over 36 observations, the departure over what this hour of the day varies by, and the least and greatest of
 * the last 36 values. Each stream has a {@link DecayedHistogram}; their evidence is combined, smoothed and made alerts of by an
 * {@link AlertStage}.
 *
 * <p>Source: our own, chosen on one half of the Numenta benchmark (docs/decisions/0020). A repeated spike loses its rarity by the
 * extremes, which hold it for 36 samples. Parameters are the constants below and in the parts; none is per series. Cost: under 1 µs
 * a point and 10 KB a series. Limits: nothing is learnt of the first 24 samples' streams, told before sample 60 or alerted before
 * sample 150; it sees neither silence, nor a sensor stuck at a usual value, nor a course that breaks within the usual range.
 */
public final class RarityDetector implements Detector, Stateful {
    private static final int VERSION = 1;
    private static final int WINDOW = 36;
    private static final int FIRST_LEARNT = 24;
    private static final int FIRST_EVIDENCE = 60;
    private static final double LEAST_SPREAD = 0.1;
    private static final double NO_SPREAD = 1e-9;
    private static final double PRESENT = 0.9;
    private static final double PAST = 0.16;
    private static final double SMOOTHING = 0.2;
    private static final int STREAMS = 5;

    private final Unit unit = new Unit();
    private final Profile profile = new Profile();
    private final Recent residuals = new Recent(WINDOW);
    private final Recent values = new Recent(WINDOW);
    private final DecayedHistogram[] histograms = new DecayedHistogram[STREAMS];
    private final AlertStage alerts = new AlertStage();
    private long samples;
    private double smoothed;

    public RarityDetector() {
        for (int stream = 0; stream < STREAMS; stream++) {
            histograms[stream] = new DecayedHistogram();
        }
    }

    @Override
    public Score score(Observation observation, Season season) {
        if (!observation.isMeasured()) {
            return Score.SKIPPED;
        }
        double value = unit.own(observation.value());
        double expected = profile.expected(season);
        double residual = value - expected;
        double spread = spread(season);
        residuals.add(residual);
        values.add(value);
        var evidence = evidence(residual, residuals.mean(), residual / spread, values.least(), values.greatest());
        profile.learn(season, expected, residual);
        double level = level(evidence.combined());
        double alert = alerts.alert(samples, level);
        samples++;
        return new Score(level, alert, unit.measured(expected), unit.measuredDistance(spread), evidence);
    }

    boolean hasLearnt() {
        return samples > 0;
    }

    /** What is expected then, and the usual distance from it; of what comes then nothing is learnt. */
    Score expectation(Season season) {
        double spread = spread(season);
        return new Score(0, 0, unit.measured(profile.expected(season)), unit.measuredDistance(spread), Evidence.NONE);
    }

    private double spread(Season season) {
        return profile.spread(season) + LEAST_SPREAD * profile.scale() + NO_SPREAD;
    }

    private Evidence evidence(double... streams) {
        for (int stream = 0; stream < STREAMS; stream++) {
            double value = streams[stream];
            streams[stream] = samples < FIRST_EVIDENCE ? 0 : histograms[stream].evidence(value);
            if (samples >= FIRST_LEARNT) {
                histograms[stream].add(value);
            }
        }
        return new Evidence(EvidenceKind.VALUE, streams);
    }

    private double level(double combined) {
        double level = PRESENT * combined + PAST * smoothed;
        smoothed += SMOOTHING * (combined - smoothed);
        return level;
    }

    @Override
    public byte[] save() {
        return save(VERSION);
    }

    @Override
    public void restore(byte[] saved) {
        restore(VERSION, saved);
    }

    @Override
    public void exchange(StateExchange state) {
        unit.exchange(state);
        profile.exchange(state);
        residuals.exchange(state);
        values.exchange(state);
        for (var histogram : histograms) {
            histogram.exchange(state);
        }
        alerts.exchange(state);
        samples = state.whole(samples);
        smoothed = state.real(smoothed);
    }
}
