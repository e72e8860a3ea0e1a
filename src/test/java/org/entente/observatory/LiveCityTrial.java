package org.entente.observatory;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a {@link SimulatedCity} as the hub scores it: series by series in calls of three hours, by scorers of which a fifth has a place
 * in memory and the others come from their saved states, with the public holidays for a calendar, and without neighbours. Silence is
 * looked for at each slice.
 */
final class LiveCityTrial {
    private static final int A_CALL = 18;

    private final LiveScorers scorers;
    private final SeasonalContext calendar =
            new SeasonalContext(CityCalendar.ZONE, CityCalendar.PUBLIC_HOLIDAYS, List.of(), List.of());
    private final List<CityTrial.Told> told = new ArrayList<>();
    private final double[][][] values = new double[SimulatedCity.GROUPS][][];
    private final byte[][] states;
    private long restored;

    LiveCityTrial(SimulatedCity city, int groups) {
        states = new byte[groups * SimulatedCity.SENSORS][];
        scorers = new LiveScorers(new SmallRyeConfigBuilder()
                .withMapping(ObservatoryConfig.class)
                .withDefaultValue("entente.observatory.scorers", String.valueOf(states.length / 5))
                .build()
                .getConfigMapping(ObservatoryConfig.class));
        for (int group = 0; group < groups; group++) {
            values[group] = city.values(group);
        }
    }

    List<CityTrial.Told> run() {
        for (int from = 0; from < SimulatedCity.SLICES; from += A_CALL) {
            for (int series = 0; series < states.length; series++) {
                call(series, from, Math.min(from + A_CALL, SimulatedCity.SLICES));
            }
        }
        return told;
    }

    /** How often a scorer was made of its saved state. */
    long restored() {
        return restored;
    }

    private void call(int series, int from, int until) {
        long version = from / A_CALL;
        var scorer = scorer(series, version);
        for (int slice = from; slice < until; slice++) {
            judge(scorer, series, slice);
        }
        states[series] = scorer.save();
        scorers.giveBack(series, version + 1, scorer);
    }

    private SeriesScorer scorer(int series, long version) {
        var held = version == 0 ? null : scorers.take(series, version);
        if (held != null) {
            return held;
        }
        var scorer = new SeriesScorer(true);
        if (version > 0) {
            scorer.restore(states[series]);
            restored++;
        }
        return scorer;
    }

    private void judge(SeriesScorer scorer, int series, int slice) {
        int group = series / SimulatedCity.SENSORS;
        int sensor = series % SimulatedCity.SENSORS;
        var at = SimulatedCity.at(slice);
        var observation = new Observation(at, values[group][sensor][slice]);
        if (observation.isMeasured()) {
            scorer.judge(observation, calendar.at(at))
                    .anomaly()
                    .ifPresent(anomaly -> add(group, sensor, slice, anomaly));
        }
        scorer.silence(at).ifPresent(anomaly -> add(group, sensor, slice, anomaly));
    }

    private void add(int group, int sensor, int slice, Anomaly anomaly) {
        told.add(new CityTrial.Told(group, sensor, slice, anomaly));
    }
}
