package org.entente.local;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.entente.observatory.ModelRunner;

/** The program that runs partners' models, with bounded memory and nothing of the hub's environment. */
final class ModelRunnerServer implements LocalServer {
    private static final String HEAP = "64m";

    /** Memory that it may write to, heap and native alike, in KiB. */
    private static final int MOST_MEMORY = 768 * 1024;

    /** Where a system knows no such limit it starts without. */
    private static final List<String> BOUNDED = List.of(
            "env", "-i", "sh", "-c", "ulimit -c 0; ulimit -d \"$0\" 2>/dev/null; exec \"$@\"", "" + MOST_MEMORY);

    private static final String NATIVE_LIBRARY = "ai/onnxruntime/OrtEnvironment.class";

    private final LocalConfig config;
    private final int port;

    ModelRunnerServer(LocalConfig config) {
        this.config = config;
        this.port = Ports.choose(config.models().port());
    }

    @Override
    public Part part() {
        return Part.MODELS;
    }

    @Override
    public int port() {
        return port;
    }

    /** Into an empty folder of its own the native library is unpacked, which one that was killed leaves there. */
    @Override
    public ChildProcess.Command prepare() throws IOException {
        var folder = part().state(config).resolve("native");
        Folders.delete(folder);
        Files.createDirectories(folder);
        var words = new ArrayList<>(BOUNDED);
        words.addAll(JavaProgram.command(
                HEAP, options(folder), classPath(), ModelRunner.class.getName(), List.of(Integer.toString(port))));
        return new ChildProcess.Command(words, Map.of(), "TERM");
    }

    private List<String> options(Path folder) {
        return List.of(
                // taken at once: later there might be too little left for it
                "-Xms" + HEAP,
                JavaProgram.FIRST_COMPILER_ONLY,
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:ErrorFile=" + part().state(config).resolve("crash.log"),
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + folder);
    }

    /** The hub's own classes and ONNX Runtime, from wherever this JVM has them. */
    private static String classPath() {
        var classes = ModelRunner.class.getName().replace('.', '/') + ".class";
        return place(classes) + File.pathSeparator + place(NATIVE_LIBRARY);
    }

    private static String place(String resource) {
        var url = ModelRunner.class.getClassLoader().getResource(resource).toString();
        var place = url.substring(0, url.length() - resource.length());
        return Path.of(URI.create(
                        place.startsWith("jar:") ? place.substring("jar:".length(), place.length() - 2) : place))
                .toString();
    }

    @Override
    public boolean answers() {
        return HttpProbe.succeeds(url());
    }

    @Override
    public boolean isStartedAgain() {
        return true;
    }

    @Override
    public Map<String, String> properties() {
        return Map.of(part().replacedBy, url());
    }

    private String url() {
        return "http://127.0.0.1:" + port;
    }
}
