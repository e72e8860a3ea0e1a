package org.entente.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL from its own binaries. User, password and database are all called {@code entente}: it is local only. */
final class PostgresqlServer implements LocalServer {

    private static final String NAME = "entente";

    private final LocalConfig config;
    private final int port;

    PostgresqlServer(LocalConfig config) {
        this.config = config;
        this.port = Ports.choose(config.postgresql().port());
    }

    @Override
    public Part part() {
        return Part.POSTGRESQL;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public ChildProcess.Command prepare() throws IOException, InterruptedException {
        if (!Files.exists(data())) initialise();
        else PostmasterLock.release(data());
        // SIGINT is PostgreSQL's fast shutdown: it ends sessions instead of waiting for them
        return new ChildProcess.Command(serverCommand(), Map.of("LC_ALL", "C"), "INT");
    }

    private List<String> serverCommand() {
        var settings = List.of(
                "port=" + port,
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "shared_buffers=128MB",
                "max_connections=100",
                "fsync=" + onOff(config.postgresql().durable()),
                "synchronous_commit=" + onOff(config.postgresql().durable()),
                "full_page_writes=" + onOff(config.postgresql().durable()));
        var words = new ArrayList<>(unprivileged("postgres", "-D", data().toString()));
        settings.forEach(setting -> words.addAll(List.of("-c", setting)));
        return words;
    }

    /**
     * Makes the cluster and its database in a folder that gets its name only when both are there, so that a start that was
     * killed half-way is begun anew. The built-in collation is the same on every system.
     */
    private void initialise() throws IOException, InterruptedException {
        var unfinished = part().state(config).resolve("unfinished");
        Folders.delete(unfinished);
        var password = Files.writeString(part().state(config).resolve("password"), NAME);
        run(
                "",
                unprivileged(
                        "initdb",
                        "--pgdata=" + unfinished,
                        "--username=" + NAME,
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--no-sync"));
        Files.delete(password);
        run(
                "create database " + NAME + ";\n",
                unprivileged("postgres", "--single", "-D", unfinished.toString(), "postgres"));
        Files.move(unfinished, data());
    }

    private void run(String input, List<String> command) throws IOException, InterruptedException {
        var log = part().log(config);
        Files.createDirectories(log.getParent());
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        int status = process.waitFor();
        if (status != 0) throw new LocalStackException.Ended(part().title, status, log, Files.readString(log));
    }

    /** PostgreSQL refuses to run as root; a user namespace lets root run it as nobody without any other account. */
    private List<String> unprivileged(String program, String... arguments) {
        var words = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) words.addAll(List.of("unshare", "-U"));
        words.add(part().home(config).resolve("bin").resolve(program).toString());
        words.addAll(List.of(arguments));
        return words;
    }

    @Override
    public boolean answers() {
        var source = new PGSimpleDataSource();
        source.setURL(url());
        source.setUser(NAME);
        source.setPassword(NAME);
        source.setConnectTimeout(1);
        try (var connection = source.getConnection()) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    @Override
    public Map<String, String> properties() {
        return Map.of(
                part().replacedBy, url(), "quarkus.datasource.username", NAME, "quarkus.datasource.password", NAME);
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, NAME);
    }

    private Path data() {
        return part().state(config).resolve("data");
    }

    private static String onOff(boolean value) {
        return value ? "on" : "off";
    }
}
