package org.entente.records;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.entente.kernel.HubException;

/** The formats of a download. */
enum DownloadFormat {
    CSV("text/csv; charset=utf-8; header=present"),
    JSON("application/json"),
    /** A JSON object a line. */
    NDJSON("application/x-ndjson"),
    GEOJSON("application/geo+json"),
    PARQUET("application/vnd.apache.parquet");

    private static final String ANY = "*/*";

    final String mediaType;

    DownloadFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * By name, else by the header {@code Accept} (RFC 9110, section 12.5.1), else CSV.
     *
     * @throws HubException BAD_INPUT for what there is not
     */
    static DownloadFormat of(String name, String accepted) {
        return name != null ? named(name) : accepted == null ? CSV : accepted(accepted);
    }

    private static DownloadFormat named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.extension().equals(name))
                .findFirst()
                .orElseThrow(() -> HubException.badInput("format", "There are " + names()));
    }

    private static String names() {
        return Arrays.stream(values()).map(DownloadFormat::extension).collect(Collectors.joining(", "));
    }

    private static DownloadFormat accepted(String header) {
        return Arrays.stream(header.split(","))
                .map(range -> Range.of(range))
                .filter(range -> range.quality > 0)
                .sorted(Comparator.comparingDouble(Range::quality).reversed())
                .flatMap(range -> range.formats().stream())
                .findFirst()
                .orElseThrow(() -> HubException.badInput("Accept", "There are " + names()));
    }

    /** One range of media types that is accepted. */
    private record Range(String type, double quality) {
        static Range of(String text) {
            var parts = text.strip().split("\\s*;\\s*");
            return new Range(parts[0].toLowerCase(Locale.ROOT), weight(parts));
        }

        private static double weight(String[] parts) {
            for (var part : parts) {
                if (part.matches("q=[01](\\.[0-9]{0,3})?")) {
                    return Double.parseDouble(part.substring(2));
                }
            }
            return 1;
        }

        List<DownloadFormat> formats() {
            return Arrays.stream(values()).filter(this::takes).toList();
        }

        private boolean takes(DownloadFormat format) {
            var own = format.mediaType.split(";")[0];
            return type.equals(ANY) || type.equals(own) || type.equals(own.split("/")[0] + "/*");
        }
    }
}
