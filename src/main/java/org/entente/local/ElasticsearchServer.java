package org.entente.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One Elasticsearch node, put together by the build from what its makers publish to Maven. */
final class ElasticsearchServer implements LocalServer {

    private final LocalConfig config;
    private final int port;

    ElasticsearchServer(LocalConfig config) {
        this.config = config;
        this.port = Ports.choose(config.elasticsearch().port());
    }

    @Override
    public Part part() {
        return Part.ELASTICSEARCH;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public ChildProcess.Command prepare() throws IOException {
        var data = Files.createDirectories(part().state(config).resolve("data"));
        var words = JavaProgram.command(
                config.elasticsearch().heap(),
                options(part().home(config)),
                classPath(part().home(config).resolve("lib")),
                "org.entente.local.node.LocalNode",
                List.of(Integer.toString(port), data.toString()));
        return new ChildProcess.Command(words, Map.of(), "TERM");
    }

    private static List<String> options(Path home) {
        return List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                "-Des.path.home=" + home,
                "-Des.nativelibs.path=" + home.resolve("natives"),
                "-Dorg.elasticsearch.nativeaccess.enableVectorLibrary=false",
                "-Dlog4j2.disable.jmx=true",
                // The JVM writes its loaded classes there when it ends, and reads them at the next start in half the
                // time.
                // Beside the server rather than its data: it depends on the jars alone.
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + home.resolve("classes.jsa"),
                "-Xlog:disable");
    }

    /** Each jar by its name and in a fixed order: the class archive is valid for one class path only. */
    private static String classPath(Path library) throws IOException {
        try (var jars = Files.list(library)) {
            return jars.map(Path::toString).sorted().collect(Collectors.joining(File.pathSeparator));
        }
    }

    @Override
    public boolean answers() {
        return HttpProbe.succeeds(
                "http://127.0.0.1:%d/_cluster/health?wait_for_status=yellow&timeout=1s".formatted(port));
    }

    @Override
    public Map<String, String> properties() {
        return Map.of(part().replacedBy, "127.0.0.1:" + port);
    }
}
