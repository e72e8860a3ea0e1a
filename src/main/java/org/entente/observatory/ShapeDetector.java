package org.entente.observatory;

/**
 * Whether a series goes on in a course it is known by, within the usual range too: the error of an {@link EchoForecast} and the
 * {@link Discord} distance, each against its own past, combined as in the {@link RarityDetector}.
 *
 * <p>A score of its own, with a threshold of its own: in one sum with rarity it costs quality on the Numenta benchmark, and rarity
 * cannot see what this sees (docs/decisions/0020). Cost: about 5 µs a point, 45 KB. Limits: no evidence before sample 300; courses
 * shorter than 24 samples or rarer than every 2,000 samples are always new to it.
 */
public final class ShapeDetector implements Detector, Stateful {
    private static final int VERSION = 1;
    private static final int FIRST_EVIDENCE = 300;
    private static final int FIRST_LEARNT = 100;
    private static final int ERRORS = 12;

    private final Unit unit = new Unit();
    private final Standard standard = new Standard();
    private final EchoForecast forecast = new EchoForecast();
    private final Discord discord = new Discord();
    private final Recent errors = new Recent(ERRORS);
    private final DecayedHistogram errorHistogram = new DecayedHistogram();
    private final DecayedHistogram discordHistogram = new DecayedHistogram();
    private final AlertStage alerts = new AlertStage();
    private long samples;

    @Override
    public Score score(Observation observation, Season season) {
        if (!observation.isMeasured()) {
            return Score.SKIPPED;
        }
        double own = unit.own(observation.value());
        double value = standard.standard(own);
        double expected = forecast.forecast();
        var evidence = evidence(value, expected);
        double foretold = unit.measured(standard.value(expected));
        double band = unit.measuredDistance(errors.mean() * standard.deviation());
        forecast.learn(value, expected, season);
        standard.learn(own);
        double level = evidence.combined();
        double alert = alerts.alert(samples, level);
        samples++;
        return new Score(level, alert, foretold, band, evidence);
    }

    private Evidence evidence(double value, double expected) {
        errors.add(Math.abs(value - expected));
        discord.add(value);
        var evidence = new Evidence(
                EvidenceKind.FORECAST,
                evidence(errorHistogram, errors.mean()),
                evidence(discordHistogram, discord.distance()));
        discord.keep();
        return evidence;
    }

    private double evidence(DecayedHistogram histogram, double value) {
        double evidence = samples < FIRST_EVIDENCE ? 0 : histogram.evidence(value);
        if (samples >= FIRST_LEARNT) {
            histogram.add(value);
        }
        return evidence;
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
        standard.exchange(state);
        forecast.exchange(state);
        discord.exchange(state);
        errors.exchange(state);
        errorHistogram.exchange(state);
        discordHistogram.exchange(state);
        alerts.exchange(state);
        samples = state.whole(samples);
    }
}
