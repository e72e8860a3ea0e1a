package org.entente.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.entente.catalogue.Eventually;

/** A real Kafka broker in a JVM of its own, which ends when the JVM that started it does; started again and again on one port and folder. */
public final class KafkaBroker implements AutoCloseable {
    private static final String SETTINGS = """
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@127.0.0.1:%2$d
            controller.listener.names=CONTROLLER
            listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
            advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
            listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
            log.dirs=%3$s
            num.partitions=1
            auto.create.topics.enable=false
            offsets.topic.num.partitions=1
            offsets.topic.replication.factor=1
            transaction.state.log.num.partitions=1
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            transaction.abort.timed.out.transaction.cleanup.interval.ms=1000
            group.initial.rebalance.delay.ms=0
            group.min.session.timeout.ms=1000
            log.cleaner.dedupe.buffer.size=8388608
            """;

    private final Path folder;
    private final int port;
    private Process process;

    /** @param folder that is emptied first */
    public KafkaBroker(Path folder) throws IOException {
        this.folder = folder.toAbsolutePath();
        Folders.delete(this.folder);
        Files.createDirectories(this.folder);
        port = freePort();
        Files.writeString(settings(), SETTINGS.formatted(port, freePort(), this.folder.resolve("data")));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Path settings() {
        return folder.resolve("server.properties");
    }

    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Returns when it answers. */
    public KafkaBroker start() throws Exception {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                System.getProperty("java.class.path"),
                KafkaBroker.class.getName(),
                settings().toString());
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("broker.log").toFile()))
                .start();
        try (var admin = admin()) {
            Eventually.within(Duration.ofMinutes(5), "the broker answers", () -> {
                if (!process.isAlive()) {
                    throw new AssertionError("the broker ended; see " + folder.resolve("broker.log"));
                }
                try {
                    return !admin.describeCluster().nodes().get().isEmpty();
                } catch (ExecutionException notYet) {
                    return false;
                }
            });
        }
        return this;
    }

    private Admin admin() {
        return Admin.create(
                Map.of("bootstrap.servers", address(), "default.api.timeout.ms", 2_000, "request.timeout.ms", 1_000));
    }

    public void topics(int partitions, String... names) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            admin.createTopics(List.of(names).stream()
                            .map(name -> new NewTopic(name, partitions, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
    }

    /** {@code kill -9}. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** In good order; by its handle, for {@link Process#destroy} closes its input first, and it ends at once when that is closed. */
    @Override
    public void close() throws InterruptedException {
        if (process != null && process.isAlive()) {
            process.toHandle().destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                kill();
            }
        }
    }

    /** @param arguments the file with the settings */
    public static void main(String[] arguments) {
        Thread.ofPlatform().daemon().start(KafkaBroker::endWithTheParent);
        StorageTool.execute(
                new String[] {"format", "--ignore-formatted", "-t", "ZW50ZW50ZS1icm9rZXItMQ", "-c", arguments[0]},
                System.out);
        Kafka.main(arguments);
    }

    private static void endWithTheParent() {
        try {
            while (System.in.read() >= 0) {
                // nobody writes
            }
        } catch (IOException gone) {
            // likewise
        }
        Runtime.getRuntime().halt(1);
    }
}
