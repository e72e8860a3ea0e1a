package org.entente.bench;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The figures of one run, each beside its goal and the machine's load when its measuring began. */
final class Figures {
    private static final List<String> HEADINGS = List.of("Figure", "Measured", "Goal", "Load");

    private final List<List<String>> rows = new ArrayList<>(List.of(HEADINGS));
    private final String machine = machine();
    private String load = load();

    /** Tells what is measured next. */
    void progress(String what) {
        load = load();
        System.out.printf("%tT  %s (load %s)%n", System.currentTimeMillis(), what, load);
    }

    void add(String figure, String measured, String goal) {
        rows.add(List.of(figure, measured, goal, load));
        System.out.printf("%tT    %s: %s%n", System.currentTimeMillis(), figure, measured);
    }

    String table() {
        var widths = IntStream.range(0, HEADINGS.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElseThrow())
                .toArray();
        var table = new StringBuilder("\n").append(machine).append("\n\n");
        for (var row : rows) {
            for (int column = 0; column < widths.length; column++) {
                table.append("| ").append(pad(row.get(column), widths[column])).append(' ');
            }
            table.append("|\n");
            if (row == HEADINGS) {
                for (var width : widths) {
                    table.append("|").append("-".repeat(width + 2));
                }
                table.append("|\n");
            }
        }
        return table.toString();
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static String machine() {
        return "%s, %d cores, %s %s, JDK %s, load average %s at the start"
                .formatted(
                        Instant.now().truncatedTo(ChronoUnit.MINUTES),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        Runtime.version(),
                        load());
    }

    /** Of the last minute; the bench's own work is part of it. */
    private static String load() {
        return "%.1f".formatted(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
