package org.entente.catalogue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.entente.access.AcceptedTypes;
import org.entente.access.HttpEntrance;
import org.entente.kernel.HubException;

/** The formats of a download. */
public enum DownloadFormat {
    CSV("text/csv; charset=utf-8; header=present"),
    JSON("application/json"),
    /** A JSON object a line. */
    NDJSON("application/x-ndjson"),
    GEOJSON("application/geo+json"),
    PARQUET("application/vnd.apache.parquet");

    public final String mediaType;

    DownloadFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** Those that are offered to people and catalogues: the others are for who asks for them by name. */
    public static List<DownloadFormat> offered(boolean withPlace) {
        return withPlace ? List.of(CSV, JSON, GEOJSON, PARQUET) : List.of(CSV, JSON, PARQUET);
    }

    /** The media type without its parameters. */
    public String essence() {
        return mediaType.split(";", 2)[0];
    }

    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * By name, else by the header {@code Accept} (RFC 9110, section 12.5.1), else CSV.
     *
     * @throws HubException BAD_INPUT for what there is not
     */
    public static DownloadFormat of(String name, String accepted) {
        return name != null ? named(name) : accepted == null ? CSV : accepted(accepted);
    }

    private static DownloadFormat named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.extension().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        HubException.badInput("format", "There is no format '" + name + "'; there are " + names()));
    }

    private static String names() {
        return Arrays.stream(values()).map(DownloadFormat::extension).collect(Collectors.joining(", "));
    }

    private static String mediaTypes() {
        return Arrays.stream(values()).map(format -> format.mediaType).collect(Collectors.joining(", "));
    }

    private static DownloadFormat accepted(String header) {
        return AcceptedTypes.of(header)
                .best(List.of(values()), format -> format.mediaType)
                .orElseThrow(() -> HubException.badInput(
                        HttpEntrance.ACCEPT, "None of these can be given; there are " + mediaTypes()));
    }
}
