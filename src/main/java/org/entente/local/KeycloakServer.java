package org.entente.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keycloak, which the build has already optimised for its own small database. */
final class KeycloakServer implements LocalServer {

    private static final List<String> PACKAGES_OPENED = List.of("util", "util.concurrent", "security", "lang");

    private final LocalConfig config;
    private final int port;

    KeycloakServer(LocalConfig config) {
        this.config = config;
        this.port = Ports.choose(config.keycloak().port());
    }

    @Override
    public Part part() {
        return Part.KEYCLOAK;
    }

    @Override
    public int port() {
        return port;
    }

    /** Keycloak keeps its data below its home, so it gets one among our state that links to the assembled parts. */
    @Override
    public ChildProcess.Command prepare() throws IOException {
        var home = part().state(config);
        for (var folder : List.of("lib", "conf", "providers", "themes"))
            Folders.link(home.resolve(folder), part().home(config).resolve(folder));
        if (!Files.exists(home.resolve("data"))) provideData(home);
        var words = JavaProgram.command(
                config.keycloak().heap(),
                options(home),
                home.resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                arguments());
        return new ChildProcess.Command(words, Map.of(), "TERM");
    }

    /** The build has made the database with the realm in it. A copy that breaks off leaves nothing that could be taken for it. */
    private void provideData(Path home) throws IOException {
        var unfinished = home.resolve("data.unfinished");
        Folders.delete(unfinished);
        Folders.copy(part().home(config).resolve("data"), unfinished);
        Files.move(unfinished, home.resolve("data"));
    }

    private static List<String> options(Path home) {
        var options = new ArrayList<>(List.of(
                JavaProgram.FIRST_COMPILER_ONLY,
                "-Dkc.home.dir=" + home,
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "--enable-native-access=ALL-UNNAMED"));
        PACKAGES_OPENED.forEach(name -> options.add("--add-opens=java.base/java." + name + "=ALL-UNNAMED"));
        return options;
    }

    private List<String> arguments() {
        return List.of(
                "start",
                "--optimized",
                "--cache=local",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--hostname=" + base());
    }

    @Override
    public boolean answers() {
        return HttpProbe.succeeds(realm() + "/.well-known/openid-configuration");
    }

    @Override
    public Map<String, String> properties() {
        return Map.of(part().replacedBy, realm());
    }

    private String realm() {
        return base() + "/realms/entente";
    }

    private String base() {
        return "http://127.0.0.1:" + port;
    }
}
