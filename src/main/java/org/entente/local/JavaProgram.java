package org.entente.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Java server as a child process, run by the Java that runs the hub. */
final class JavaProgram {

    /** Both servers start two to three times as fast so, and neither is used hard enough on one machine to miss the rest. */
    private static final List<String> QUICK_START =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

    private JavaProgram() {}

    static List<String> command(
            String heap, List<String> options, String classPath, String main, List<String> arguments) {
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add("-Xmx" + heap);
        words.addAll(QUICK_START);
        words.addAll(options);
        words.addAll(List.of("-cp", classPath, main));
        words.addAll(arguments);
        return words;
    }
}
