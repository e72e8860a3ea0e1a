package org.entente.local;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The local servers as tests want them: on free ports, in a folder below {@code target}, in no hurry to reach the disk. */
final class TestStack {

    static final Path SHARED = Path.of("target", "test-stack");

    private TestStack() {}

    /** The one stack of this test run, on empty data, started when it is first asked for; stopped when the JVM ends. */
    static Map<String, String> shared() {
        return RunningStack.startOnce(
                () -> {
                    empty(SHARED);
                    return LocalStack.start(config(SHARED, Map.of()), property -> false, System.out::println);
                },
                () -> null);
    }

    static LocalConfig config(Path state, Map<String, String> more) {
        var properties = new HashMap<>(Map.of(
                "entente.local.state", state.toString(),
                "entente.local.postgresql.port", "0",
                "entente.local.postgresql.durable", "false",
                "entente.local.elasticsearch.port", "0",
                "entente.local.elasticsearch.heap", "256m",
                "entente.local.keycloak.port", "0",
                "entente.local.models.port", "0"));
        properties.putAll(more);
        return new SmallRyeConfigBuilder()
                .withMapping(LocalConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(LocalConfig.class);
    }

    static void empty(Path state) {
        try {
            Folders.delete(state);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
