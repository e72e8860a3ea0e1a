package org.entente.observatory;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Runs a {@link SimulatedCity} as the hub scores it: series by series in calls of three hours, by scorers of which a fifth has a place
 * in memory and the others come from their saved states, with the public holidays for a calendar. Silence is looked for at each slice.
 * A neighbourhood is compared as {@link Neighbourhoods} does it, once the calls of all of its sensors are scored: its departures and their
 * median are observations of series of their own.
 */
final class LiveCityTrial {
    private static final int A_CALL = 18;

    private final LiveScorers scorers;
    private final SeasonalContext calendar =
            new SeasonalContext(CityCalendar.ZONE, CityCalendar.PUBLIC_HOLIDAYS, List.of(), List.of());
    private final List<CityTrial.Told> told = new ArrayList<>();
    private final double[][][] values = new double[SimulatedCity.GROUPS][][];
    private final double[][][] departures = new double[SimulatedCity.GROUPS][SimulatedCity.SENSORS][A_CALL];
    private final byte[][] states;
    private final int sensors;
    private long restored;

    LiveCityTrial(SimulatedCity city, int groups) {
        // of sensors, of their comparisons and of what is in the middle of a neighbourhood
        sensors = groups * SimulatedCity.SENSORS;
        states = new byte[2 * sensors + groups][];
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
            int until = Math.min(from + A_CALL, SimulatedCity.SLICES);
            for (int sensor = 0; sensor < sensors; sensor++) {
                call(sensor, from, until);
            }
            for (int sensor = 0; sensor < sensors; sensor++) {
                compare(sensor, from, until);
            }
            for (int group = 0; group < sensors / SimulatedCity.SENSORS; group++) {
                together(group, from, until);
            }
        }
        return told;
    }

    /** How often a scorer was made of its saved state. */
    long restored() {
        return restored;
    }

    private void call(int series, int from, int until) {
        int group = series / SimulatedCity.SENSORS;
        int sensor = series % SimulatedCity.SENSORS;
        score(series, from, new SeriesScorer(true), scorer -> {
            for (int slice = from; slice < until; slice++) {
                double value = values[group][sensor][slice];
                departures[group][sensor][slice - from] = judge(scorer, group, sensor, slice, value);
                scorer.silence(SimulatedCity.at(slice)).ifPresent(tell(group, sensor, slice));
            }
        });
    }

    private void compare(int series, int from, int until) {
        int group = series / SimulatedCity.SENSORS;
        int sensor = series % SimulatedCity.SENSORS;
        score(sensors + series, from, SeriesScorer.comparing(), scorer -> {
            for (int slice = from; slice < until; slice++) {
                var others = Neighbourhood.of(departures(group, slice - from, sensor));
                judge(scorer, group, sensor, slice, others.departure(departures[group][sensor][slice - from]));
            }
        });
    }

    private void together(int group, int from, int until) {
        score(2 * sensors + group, from, new SeriesScorer(false), scorer -> {
            for (int slice = from; slice < until; slice++) {
                double median = Neighbourhood.of(departures(group, slice - from, CityIncident.ALL))
                        .median();
                judge(scorer, group, CityIncident.ALL, slice, median);
            }
        });
    }

    private double[] departures(int group, int slice, int but) {
        return IntStream.range(0, SimulatedCity.SENSORS)
                .filter(sensor -> sensor != but)
                .mapToDouble(sensor -> departures[group][sensor][slice])
                .toArray();
    }

    private void score(int series, int from, SeriesScorer unused, Consumer<SeriesScorer> work) {
        long version = from / A_CALL;
        var scorer = scorer(series, version, unused);
        work.accept(scorer);
        states[series] = scorer.save();
        scorers.giveBack(series, version + 1, scorer);
    }

    private SeriesScorer scorer(int series, long version, SeriesScorer unused) {
        var held = version == 0 ? null : scorers.take(series, version);
        if (held != null) {
            return held;
        }
        if (version > 0) {
            unused.restore(states[series]);
            restored++;
        }
        return unused;
    }

    private double judge(SeriesScorer scorer, int group, int sensor, int slice, double value) {
        var observation = new Observation(SimulatedCity.at(slice), value);
        var judgement = scorer.judge(observation, calendar.at(observation.at()));
        judgement.anomaly().ifPresent(tell(group, sensor, slice));
        return judgement.departure();
    }

    private Consumer<Anomaly> tell(int group, int sensor, int slice) {
        return anomaly -> told.add(new CityTrial.Told(group, sensor, slice, anomaly));
    }
}
