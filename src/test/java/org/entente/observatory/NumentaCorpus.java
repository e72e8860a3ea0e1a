package org.entente.observatory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The Numenta anomaly benchmark's 58 files, read where they lie beside the repository, in the order of their paths. Half A are
 * those at even positions (0, 2, …), half B the others.
 */
final class NumentaCorpus {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[.SSSSSS]");

    private NumentaCorpus() {}

    /** Empty where the corpus is not at hand. */
    static Optional<List<NumentaSeries>> read() {
        return folder().map(NumentaCorpus::read);
    }

    private static Optional<Path> folder() {
        return Stream.of(
                        System.getProperty("entente.shared"),
                        System.getenv("ENTENTE_SHARED"),
                        "../shared",
                        "../../shared")
                .filter(Objects::nonNull)
                .map(shared -> Path.of(shared, "data/timeseries/nab"))
                .filter(Files::isDirectory)
                .findFirst();
    }

    private static List<NumentaSeries> read(Path folder) {
        try {
            var windows = new ObjectMapper()
                    .readTree(folder.resolve("labels/combined_windows.json").toFile());
            var names = new ArrayList<String>();
            windows.fieldNames().forEachRemaining(names::add);
            names.sort(null);
            var corpus = new ArrayList<NumentaSeries>();
            for (var name : names) {
                corpus.add(series(folder, name, windows.path(name)));
            }
            return corpus;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NumentaSeries series(Path folder, String name, JsonNode windows) throws IOException {
        var observations = new ArrayList<Observation>();
        var rows = new HashMap<LocalDateTime, Integer>();
        for (var line : Files.readAllLines(folder.resolve("data").resolve(name))) {
            if (!line.startsWith("timestamp")) {
                int comma = line.indexOf(',');
                var time = LocalDateTime.parse(line.substring(0, comma), TIME);
                rows.putIfAbsent(time, observations.size());
                observations.add(
                        new Observation(time.toInstant(ZoneOffset.UTC), Double.parseDouble(line.substring(comma + 1))));
            }
        }
        var found = new ArrayList<NumentaSeries.Window>();
        for (var window : windows) {
            found.add(new NumentaSeries.Window(row(rows, window.get(0)), row(rows, window.get(1))));
        }
        return new NumentaSeries(name, observations, found);
    }

    private static int row(HashMap<LocalDateTime, Integer> rows, JsonNode time) {
        return rows.get(LocalDateTime.parse(time.asText(), TIME));
    }

    static <T> List<T> halfA(List<T> all) {
        return every(all, 0);
    }

    static <T> List<T> halfB(List<T> all) {
        return every(all, 1);
    }

    private static <T> List<T> every(List<T> all, int remainder) {
        return IntStream.range(0, all.size())
                .filter(i -> i % 2 == remainder)
                .mapToObj(all::get)
                .toList();
    }
}
