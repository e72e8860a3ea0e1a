package org.entente.observatory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Runs scorers over a {@link SimulatedCity}: one a sensor, one that compares it with its nine neighbours, and one a group over the
 * median departure, which sees what is too little to be seen at any one of them.
 */
final class CityTrial {
    /** An anomaly where it was told; {@link CityIncident#ALL} is the group's own. */
    record Told(int group, int sensor, int slice, Anomaly anomaly) {}

    private final SimulatedCity city;
    private final SeasonalContext calendar;
    private final List<Told> told = new ArrayList<>();
    private final double[][][] least = new double[SimulatedCity.GROUPS][2 * SimulatedCity.SENSORS][CityCalendar.DAYS];

    private final double threshold;

    CityTrial(SimulatedCity city, SeasonalContext calendar, double threshold) {
        this.city = city;
        this.calendar = calendar;
        this.threshold = threshold;
        for (var sensors : least) {
            for (var days : sensors) {
                Arrays.fill(days, 1);
            }
        }
    }

    /** The first groups, or all of them. */
    List<Told> run(int groups) {
        for (int group = 0; group < groups; group++) {
            new Group(group).run();
        }
        return told;
    }

    /** By group, series and day since the city's first: the least probability that was told. First sensors, then their comparisons. */
    double[][][] least() {
        return least;
    }

    private final class Group {
        private final int group;
        private final double[][] values;
        private final SeriesScorer[] scorers = new SeriesScorer[SimulatedCity.SENSORS];
        private final SeriesScorer[] comparing = new SeriesScorer[SimulatedCity.SENSORS];
        private final SeriesScorer together = new SeriesScorer(false);
        private final double[] departures = new double[SimulatedCity.SENSORS];

        Group(int group) {
            this.group = group;
            values = city.values(group);
            together.adjust(threshold);
            for (int sensor = 0; sensor < scorers.length; sensor++) {
                scorers[sensor] = new SeriesScorer(true);
                scorers[sensor].adjust(threshold);
                comparing[sensor] = SeriesScorer.comparing();
                comparing[sensor].adjust(Math.min(threshold, SeriesScorer.COMPARING_THRESHOLD));
            }
        }

        void run() {
            for (int slice = 0; slice < SimulatedCity.SLICES; slice++) {
                var at = SimulatedCity.at(slice);
                var season = calendar.at(at);
                judge(slice, at, season);
                compare(slice, at, season);
                var median = Neighbourhood.of(departures).median();
                note(
                        CityIncident.ALL,
                        slice,
                        together.judge(new Observation(at, median), season).anomaly());
            }
        }

        private void judge(int slice, Instant at, Season season) {
            for (int sensor = 0; sensor < scorers.length; sensor++) {
                var judgement = scorers[sensor].judge(new Observation(at, values[sensor][slice]), season);
                departures[sensor] = judgement.departure();
                note(sensor, slice, sensor, judgement);
                note(sensor, slice, scorers[sensor].silence(at));
            }
        }

        private void compare(int slice, Instant at, Season season) {
            for (int sensor = 0; sensor < scorers.length; sensor++) {
                double departure = neighbours(sensor).departure(departures[sensor]);
                var judgement = comparing[sensor].judge(new Observation(at, departure), season);
                note(sensor, slice, SimulatedCity.SENSORS + sensor, judgement);
            }
        }

        private Neighbourhood neighbours(int sensor) {
            return Neighbourhood.of(IntStream.range(0, departures.length)
                    .filter(other -> other != sensor)
                    .mapToDouble(other -> departures[other])
                    .toArray());
        }

        private void note(int sensor, int slice, int series, Judgement judgement) {
            note(sensor, slice, judgement.anomaly());
            var days = least[group][series];
            int day = slice / CityIncident.SLICES_OF_DAY;
            days[day] = Math.min(days[day], judgement.probability());
        }

        private void note(int sensor, int slice, Optional<Anomaly> anomaly) {
            anomaly.ifPresent(found -> told.add(new Told(group, sensor, slice, found)));
        }
    }
}
