package org.entente.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Java server as a child process, run by the Java that runs the hub. */
final class JavaProgram {

    private static final List<String> QUICK_START = List.of("-XX:+UseSerialGC", "-Xshare:auto");

    /** For a server that is never used hard on one machine: it starts two to three times as fast. */
    static final String FIRST_COMPILER_ONLY = "-XX:TieredStopAtLevel=1";

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
