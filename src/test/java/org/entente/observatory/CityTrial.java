package org.entente.observatory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Runs scorers over a {@link SimulatedCity}: one a sensor, told of its nine neighbours, and one a group over the median departure,
 * which sees what is too little to be seen at any one of them.
 */
final class CityTrial {
    /** An anomaly where it was told; {@link CityIncident#ALL} is the group's own. */
    record Told(int group, int sensor, int slice, Anomaly anomaly) {}

    private final SimulatedCity city;
    private final SeasonalContext calendar;
    private final List<Told> told = new ArrayList<>();
    private final double[][][] least = new double[SimulatedCity.GROUPS][SimulatedCity.SENSORS][CityCalendar.DAYS];

    private final double threshold;

    CityTrial(SimulatedCity city, SeasonalContext calendar, double threshold) {
        this.city = city;
        this.calendar = calendar;
        this.threshold = threshold;
    }

    /** The first groups, or all of them. */
    List<Told> run(int groups) {
        for (int group = 0; group < groups; group++) {
            new Group(group).run();
        }
        return told;
    }

    /** By group, sensor and day since the city's first: the least probability that was told. */
    double[][][] least() {
        return least;
    }

    private final class Group {
        private final int group;
        private final double[][] values;
        private final SeriesScorer[] scorers = new SeriesScorer[SimulatedCity.SENSORS];
        private final SeriesScorer together = new SeriesScorer(false);
        private final double[] departures = new double[SimulatedCity.SENSORS];
        private final Judgement[] judgements = new Judgement[SimulatedCity.SENSORS];

        Group(int group) {
            this.group = group;
            values = city.values(group);
            together.adjust(threshold);
            for (int sensor = 0; sensor < scorers.length; sensor++) {
                scorers[sensor] = new SeriesScorer(true);
                scorers[sensor].adjust(threshold);
            }
        }

        void run() {
            for (int slice = 0; slice < SimulatedCity.SLICES; slice++) {
                var at = SimulatedCity.at(slice);
                var season = calendar.at(at);
                judge(slice, at, season);
                compare(slice, at);
                var median = Neighbourhood.of(departures).median();
                note(CityIncident.ALL, slice, together.judge(new Observation(at, median), season));
            }
        }

        private void judge(int slice, Instant at, Season season) {
            for (int sensor = 0; sensor < scorers.length; sensor++) {
                judgements[sensor] = scorers[sensor].judge(new Observation(at, values[sensor][slice]), season);
                departures[sensor] = judgements[sensor].departure();
                note(sensor, slice, scorers[sensor].silence(at));
            }
        }

        private void compare(int slice, Instant at) {
            for (int sensor = 0; sensor < scorers.length; sensor++) {
                double departure = neighbours(sensor).departure(departures[sensor]);
                var observation = new Observation(at, values[sensor][slice]);
                note(sensor, slice, scorers[sensor].judge(observation, judgements[sensor], departure));
            }
        }

        private Neighbourhood neighbours(int sensor) {
            return Neighbourhood.of(IntStream.range(0, departures.length)
                    .filter(other -> other != sensor)
                    .mapToDouble(other -> departures[other])
                    .toArray());
        }

        private void note(int sensor, int slice, Judgement judgement) {
            note(sensor, slice, judgement.anomaly());
            if (sensor != CityIncident.ALL) {
                int day = slice / CityIncident.SLICES_OF_DAY;
                double before = slice % CityIncident.SLICES_OF_DAY == 0 ? 1 : least[group][sensor][day];
                least[group][sensor][day] = Math.min(before, judgement.probability());
            }
        }

        private void note(int sensor, int slice, Optional<Anomaly> anomaly) {
            anomaly.ifPresent(found -> told.add(new Told(group, sensor, slice, found)));
        }
    }
}
