package org.entente.observatory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the observatory's scoring is worth and what it costs; the tables of docs/decisions/0020. */
public final class ObservatoryBenchmark {
    /** A figure, what was measured, and the goal where there is one. */
    public record Line(String figure, String measured, String goal) {}

    private static final Map<String, Supplier<Detector>> DETECTORS = detectors();
    private static final long SHAPES_SEED = 7;
    private static final long CITY_SEED = 2;
    private static final int FIRST_JUDGED = 21;
    private static final int HALVINGS = 100;
    private static final int COUNTED = 500;
    private static final int POINTS = 5_000;
    private static final int TURNS = 4;
    private static final double KILO = 1024;

    private final Consumer<Line> lines;

    private ObservatoryBenchmark(Consumer<Line> lines) {
        this.lines = lines;
    }

    private static Map<String, Supplier<Detector>> detectors() {
        var detectors = new LinkedHashMap<String, Supplier<Detector>>();
        detectors.put("rarity", RarityDetector::new);
        detectors.put("shape", ShapeDetector::new);
        return detectors;
    }

    public static void measure(Consumer<Line> lines) {
        var benchmark = new ObservatoryBenchmark(lines);
        NumentaCorpus.read()
                .ifPresentOrElse(
                        benchmark::numenta, () -> benchmark.add("Numenta corpus", "not at hand (ENTENTE_SHARED)", ""));
        benchmark.shapes();
        benchmark.calibration();
        benchmark.city(CityCalendar.KNOWN, 0.001, "");
        benchmark.city(CityCalendar.KNOWN, 0.01, "");
        benchmark.city(CityCalendar.UNKNOWN, 0.01, ", without the calendar");
        benchmark.liveCity();
    }

    /** The simulated city alone, as it is scored live. */
    public static void measureLiveCity(Consumer<Line> lines) {
        new ObservatoryBenchmark(lines).liveCity();
    }

    private void add(String figure, String measured, String goal) {
        lines.accept(new Line(figure, measured, goal));
    }

    private void numenta(List<NumentaSeries> corpus) {
        costs(corpus);
        DETECTORS.forEach((name, detectors) -> {
            boolean first = name.equals("rarity");
            var scored = Trials.alerts(detectors, corpus);
            var a = NumentaCorpus.halfA(scored);
            var b = NumentaCorpus.halfB(scored);
            add("Numenta, " + name + ", whole corpus", best(scored), first ? "76.2 / 71.4 / 81.5" : "");
            add("Numenta, " + name + ", half A (chosen on)", best(a), "");
            add("Numenta, " + name + ", half B (held out)", best(b), first ? "> 75 / 66 / 80" : "");
            add("Numenta, " + name + ", half B at half A's threshold", carried(a, b), first ? "> 72" : "");
            add("Numenta, " + name + ", " + HALVINGS + " random halvings, carried over", halvings(scored), "");
        });
        add("Numenta, all together (warm-up of a week), whole corpus", best(Trials.anomalies(corpus, 0.1)), "");
        add("Numenta, published: ARTime / HTM / CAD-OSE / random cut forest", "74.9 / 70.5 / 69.9 / 51.7", "");
    }

    private static String best(List<NumentaResult.Scored> scored) {
        return profiles(profile -> NumentaResult.best(scored, profile)) + windows(scored);
    }

    private static String windows(List<NumentaResult.Scored> scored) {
        var best = NumentaResult.best(scored, NumentaProfile.STANDARD);
        int windows =
                scored.stream().mapToInt(one -> one.series().windows().size()).sum();
        return " (%d of %d windows, %d false)".formatted(best.windowsFound(), windows, best.falseAlerts());
    }

    private static String carried(List<NumentaResult.Scored> from, List<NumentaResult.Scored> to) {
        return profiles(profile -> NumentaResult.at(NumentaThreshold.carried(from, profile), to, profile));
    }

    private static String profiles(Function<NumentaProfile, NumentaResult> results) {
        return Arrays.stream(NumentaProfile.values())
                .map(profile -> "%.1f".formatted(results.apply(profile).score()))
                .collect(Collectors.joining(" / "));
    }

    /** Independent of any one halving's luck: mean, and the range of nine in ten, of the standard profile. */
    private static String halvings(List<NumentaResult.Scored> scored) {
        var shuffled = new ArrayList<>(scored);
        var random = new Random(1);
        var results = new ArrayList<Double>();
        for (int i = 0; i < HALVINGS; i++) {
            Collections.shuffle(shuffled, random);
            var from = shuffled.subList(0, shuffled.size() / 2);
            var to = shuffled.subList(shuffled.size() / 2, shuffled.size());
            double threshold = NumentaThreshold.carried(from, NumentaProfile.STANDARD);
            results.add(NumentaResult.at(threshold, to, NumentaProfile.STANDARD).score());
        }
        results.sort(null);
        double mean = results.stream().mapToDouble(r -> r).average().orElseThrow();
        return "%.1f (%.1f to %.1f)"
                .formatted(mean, results.get(HALVINGS / 20), results.get(HALVINGS - 1 - HALVINGS / 20));
    }

    private void costs(List<NumentaSeries> corpus) {
        speed(corpus, "rarity", points -> Trials.score(points, new RarityDetector()), "≥ 1,000,000");
        speed(
                corpus,
                "rarity and shape",
                points -> Trials.score(points, new RarityDetector(), new ShapeDetector()),
                "≥ 150,000");
        speed(corpus, "everything but shape", points -> Trials.fed(new SeriesScorer(false), points), "");
        speed(corpus, "everything", points -> Trials.fed(new SeriesScorer(true), points), "");
        var points = SampleSeries.of(1, POINTS);
        size(
                "rarity",
                () -> Trials.fed(new RarityDetector(), points),
                Trials.fed(new RarityDetector(), points).save(),
                "≤ 10 KB");
        size(
                "shape",
                () -> Trials.fed(new ShapeDetector(), points),
                Trials.fed(new ShapeDetector(), points).save(),
                "");
        size(
                "everything but shape",
                () -> Trials.fed(new SeriesScorer(false), points),
                Trials.fed(new SeriesScorer(false), points).save(),
                "≤ 15 KB");
    }

    private void speed(List<NumentaSeries> corpus, String what, Consumer<List<Observation>> scoring, String goal) {
        double speed = Trials.pointsPerSecond(corpus, scoring, TURNS);
        add("Scoring, " + what + ", one core", "%,.0f points/s".formatted(speed), goal);
    }

    private void size(String what, Supplier<?> made, byte[] saved, String goal) {
        var measured = "%.1f KB, %.1f KB".formatted(Trials.heapBytes(made, COUNTED) / KILO, saved.length / KILO);
        add("State a series, " + what + ": heap, saved", measured, goal);
    }

    private void shapes() {
        var made = ShapeBreak.all(SHAPES_SEED);
        DETECTORS.forEach((name, detectors) -> {
            var found = made.stream()
                    .filter(one -> Trials.finds(detectors.get(), one))
                    .collect(Collectors.groupingBy(ShapeBreak::kind, Collectors.counting()));
            var each = Arrays.stream(ShapeBreak.Kind.values())
                    .map(kind -> kind.name().toLowerCase() + " " + found.getOrDefault(kind, 0L))
                    .collect(Collectors.joining(", "));
            long all = found.values().stream().mapToLong(Long::longValue).sum();
            add("Shape breaks found of " + made.size() + ", " + name, all + " (" + each + ")", "");
        });
    }

    private void city(SeasonalContext calendar, double threshold, String how) {
        var city = new SimulatedCity(CITY_SEED, true);
        var told = new CityTrial(city, calendar, threshold).run(SimulatedCity.GROUPS);
        city("City at %s%s, ".formatted(threshold, how), new CityTable(city.incidents(), told));
    }

    private void liveCity() {
        var city = new SimulatedCity(CITY_SEED, true);
        var trial = new LiveCityTrial(city, SimulatedCity.GROUPS);
        city("City, live, ", new CityTable(city.incidents(), trial.run()));
        add("City, live, scorers made of saved states", "%,d times".formatted(trial.restored()), "");
    }

    private void city(String name, CityTable table) {
        for (var row : table.rows()) {
            add(
                    name + row.kind().name().toLowerCase(),
                    "%d of %d found, median after %.0f min".formatted(row.found(), row.planted(), row.delay()),
                    "");
        }
        for (var row : table.kinds()) {
            add(
                    name + "told as " + row.kind().name().toLowerCase(),
                    "%d right, %d false, %.2f false a day".formatted(row.right(), row.wrong(), row.perDay()),
                    "");
        }
        double perDay =
                table.kinds().stream().mapToDouble(CityTable.KindRow::perDay).sum();
        add(
                name + "together",
                "precision %.2f, %.1f false a day, %.1f on a public holiday"
                        .formatted(table.precision(), perDay, table.falseAHoliday()),
                "");
    }

    /**
     * On another city, where nothing happens: the share of sensor-days from the 22nd whose least probability is so small. The first
     * day after the school holidays is told apart: few of its weekdays were seen before them.
     */
    private void calibration() {
        var trial = new CityTrial(new SimulatedCity(CITY_SEED + 1, false), CityCalendar.KNOWN, 0);
        trial.run(SimulatedCity.GROUPS);
        for (double stated : new double[] {0.1, 0.05, 0.01, 0.005, 0.001}) {
            add(
                    "Ordinary days told at " + stated,
                    "%.4f; first day after holidays %.2f"
                            .formatted(
                                    share(
                                            trial,
                                            day -> day >= FIRST_JUDGED && day != CityCalendar.BACK_TO_SCHOOL,
                                            stated),
                                    share(trial, day -> day == CityCalendar.BACK_TO_SCHOOL, stated)),
                    "≤ " + stated);
        }
    }

    private static double share(CityTrial trial, IntPredicate days, double stated) {
        return IntStream.range(0, CityCalendar.DAYS)
                .filter(days)
                .boxed()
                .flatMap(day ->
                        Arrays.stream(trial.least()).flatMap(Arrays::stream).map(sensor -> sensor[day]))
                .mapToDouble(least -> least <= stated ? 1 : 0)
                .average()
                .orElseThrow();
    }
}
