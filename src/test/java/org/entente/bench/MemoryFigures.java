package org.entente.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What all processes hold in memory after the work of this run. Where Linux tells, pages that several processes share are counted
 * once (its proportional set size): PostgreSQL's would otherwise count in each of its connections.
 */
final class MemoryFigures {
    private static final long KILO = 1024;
    private static final double MEGA = 1024.0 * 1024;

    private MemoryFigures() {}

    static void measure(Hub hub, Figures figures) throws IOException, InterruptedException {
        figures.progress("memory");
        var metrics = hub.text("/q/metrics");
        figures.add(
                "Hub heap: used of what it took from the system",
                "%.0f of %.0f MB".formatted(heap(metrics, "used") / MEGA, heap(metrics, "committed") / MEGA),
                "≤ 512 MB");
        var resident = resident(hub);
        var each = resident.entrySet().stream()
                .map(part -> "%s %.0f".formatted(part.getKey(), part.getValue() / MEGA))
                .collect(Collectors.joining(", "));
        figures.add("Resident memory, MB", each, "");
        var together = resident.values().stream().mapToLong(Long::longValue).sum();
        figures.add("Resident memory, all together", "%.2f GB".formatted(together / MEGA / KILO), "≤ 2.5 GB");
    }

    /** Bytes, garbage that was not collected yet included. */
    static long heapUsed(String metrics) {
        return (long) heap(metrics, "used");
    }

    private static double heap(String metrics, String which) {
        return metrics.lines()
                .filter(line -> line.startsWith("jvm_memory_" + which + "_bytes{") && line.contains("area=\"heap\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** Bytes by part. */
    private static Map<String, Long> resident(Hub hub) {
        var parts = new LinkedHashMap<String, Long>();
        Stream.concat(Stream.of(hub.process()), hub.process().descendants())
                .forEach(process -> parts.merge(part(hub, process), bytes(process), Long::sum));
        return parts;
    }

    private static String part(Hub hub, ProcessHandle process) {
        if (process.equals(hub.process())) {
            return "hub";
        }
        var command = process.info().commandLine().orElse("");
        if (command.contains("entente-watcher")) {
            return "watchers";
        }
        if (command.contains("elasticsearch")) {
            return "Elasticsearch";
        }
        return command.contains("keycloak") ? "Keycloak" : "PostgreSQL";
    }

    private static long bytes(ProcessHandle process) {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/smaps_rollup")).stream()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KILO)
                    .sum();
        } catch (IOException notTold) {
            return residentSet(process);
        }
    }

    private static long residentSet(ProcessHandle process) {
        try {
            var ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(process.pid())).start();
            var kilobytes = new String(ps.getInputStream().readAllBytes()).strip();
            return kilobytes.isEmpty() ? 0 : Long.parseLong(kilobytes) * KILO;
        } catch (IOException e) {
            throw new IllegalStateException("this system tells nothing of memory", e);
        }
    }
}
