package org.entente.federation;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where answers and drafts lie while they are read. What a killed hub left there goes at the next start, before any harvest. */
@Singleton
@Startup(1)
class WorkDirectory {
    private final Path path;

    WorkDirectory(FederationConfig config) throws IOException {
        path = of(config);
        if (config.workDirectory().isPresent()) {
            empty(path);
        }
    }

    Path path() {
        return path;
    }

    static Path of(FederationConfig config) throws IOException {
        return Files.createDirectories(
                config.workDirectory().orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"))));
    }

    /** Only files directly in it, should the directory be another than was meant. */
    private static void empty(Path directory) throws IOException {
        try (var files = Files.newDirectoryStream(directory, "{answer,harvest}-*")) {
            for (var file : files) {
                Files.deleteIfExists(file);
            }
        }
    }
}
