package org.entente.local;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The one stack of this JVM. Live reload and test runs load the hub's classes again and again, each time with new static
 * fields; what must outlive that is kept where the JVM itself keeps things, among its system properties.
 */
final class RunningStack {

    private static final String KEY = "org.entente.local-stack";

    private RunningStack() {}

    /**
     * Starts the stack unless this JVM has one already, and stops it when the JVM ends.
     *
     * @param beforeStop returns when nothing uses the servers any more
     * @return what the hub must be told in order to use it
     */
    static Map<String, String> startOnce(Supplier<LocalStack> start, Callable<?> beforeStop) {
        synchronized (Runtime.getRuntime()) {
            var running = System.getProperty(KEY);
            if (running != null) return read(running);
            var stack = start.get();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack, beforeStop), "stop local servers"));
            System.setProperty(KEY, write(stack.properties()));
            return stack.properties();
        }
    }

    private static void stop(LocalStack stack, Callable<?> beforeStop) {
        try (stack) {
            beforeStop.call();
        } catch (Exception failure) {
            System.err.println("The hub did not stop in order: " + failure);
        }
    }

    private static String write(Map<String, String> properties) {
        return properties.entrySet().stream()
                .map(property -> property.getKey() + "=" + property.getValue())
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, String> read(String lines) {
        var properties = new TreeMap<String, String>();
        lines.lines().map(line -> line.split("=", 2)).forEach(pair -> properties.put(pair[0], pair[1]));
        return properties;
    }
}
