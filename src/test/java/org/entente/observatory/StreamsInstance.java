package org.entente.observatory;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** A topology in a JVM of its own, to be killed. */
final class StreamsInstance {
    /** As the hub names it where nothing is configured. */
    static final String GROUP = "entente-scoring";

    private final Process process;

    private StreamsInstance(Process process) {
        this.process = process;
    }

    /** @param folder of its state; its log lies beside */
    static StreamsInstance start(String broker, int series, Path folder) throws Exception {
        return new StreamsInstance(new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StreamsInstance.class.getName(),
                        broker,
                        Integer.toString(series),
                        folder.toAbsolutePath().toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolveSibling(folder.getFileName() + ".log").toFile()))
                .start());
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** In good order; by its handle, for {@link Process#destroy} closes its input first, and it ends at once when that is closed. */
    void close() throws InterruptedException {
        process.toHandle().destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            kill();
        }
    }

    /** @param arguments the broker, how many of the made-up series there are, and the folder */
    public static void main(String[] arguments) throws Exception {
        var config = new SmallRyeConfigBuilder()
                .withMapping(KafkaConfig.class)
                .withSources(new PropertiesConfigSource(
                        Map.of(
                                "entente.kafka.bootstrap-servers",
                                arguments[0],
                                // a killed one is missed sooner than after a minute
                                "entente.kafka.client.\"session.timeout.ms\"",
                                "6000",
                                "entente.kafka.client.\"heartbeat.interval.ms\"",
                                "1000",
                                "entente.kafka.client.\"state.dir\"",
                                arguments[2]),
                        "test",
                        100))
                .build()
                .getConfigMapping(KafkaConfig.class);
        var series = TopicSamples.series(Integer.parseInt(arguments[1]));
        var topology = ScoringTopology.of(
                Pattern.compile("observations\\..+"),
                TopicSamples.SCORED,
                TopicSamples.messages(),
                TopicSamples.owned(series)::get,
                number -> List.of(),
                TopicSamples::seasons);
        var streams = new KafkaStreams(topology, new KafkaClients(config).streams());
        streams.setUncaughtExceptionHandler(failure -> {
            failure.printStackTrace();
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        Runtime.getRuntime().addShutdownHook(new Thread(() -> StreamedScoring.close(streams)));
        streams.start();
        while (System.in.read() >= 0) {
            // nobody writes; it ends with whoever started it
        }
        Runtime.getRuntime().halt(1);
    }
}
