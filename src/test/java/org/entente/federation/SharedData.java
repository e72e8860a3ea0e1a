package org.entente.federation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Real catalogues that lie beside the repository; tests over them are skipped where they do not. */
public final class SharedData {
    private SharedData() {}

    /** Files below a folder of the data with one of these endings, in order. */
    public static List<Path> files(String folder, String... endings) throws IOException {
        try (var files = Files.walk(root().resolve(folder))) {
            return files.filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
                    .sorted()
                    .toList();
        }
    }

    /** What was counted in a file by other means. */
    static JsonNode counts(Path file) throws IOException {
        var counts = new ObjectMapper().readTree(root().resolve("counts.json").toFile());
        return counts.path(root().relativize(file).toString());
    }

    private static Path root() {
        var folder = Stream.of(System.getProperty("entente.shared"), System.getenv("ENTENTE_SHARED"), "../shared")
                .filter(Objects::nonNull)
                .map(Path::of)
                .findFirst()
                .orElseThrow();
        if (!Files.isDirectory(folder.resolve("data"))) {
            var message = "Skipped: there are no real catalogues at " + folder.toAbsolutePath();
            System.err.println(message); // a skipped test factory is not reported with its reason
            Assumptions.abort(message);
        }
        return folder.resolve("data");
    }
}
