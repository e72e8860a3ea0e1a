package org.entente.federation;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Upper-case codes of file formats from what partners write: codes, words, media types, file names. */
final class FormatCode {
    private static final Map<String, String> OTHER_NAMES = Map.ofEntries(
            Map.entry("TEXT_CSV", "CSV"),
            Map.entry("APPLICATION_JSON", "JSON"),
            Map.entry("APPLICATION_GEO_JSON", "GEOJSON"),
            Map.entry("APPLICATION_VND_GEO_JSON", "GEOJSON"),
            Map.entry("GEO_JSON", "GEOJSON"),
            Map.entry("APPLICATION_XML", "XML"),
            Map.entry("TEXT_XML", "XML"),
            Map.entry("APPLICATION_PDF", "PDF"),
            Map.entry("APPLICATION_ZIP", "ZIP"),
            Map.entry("TEXT_HTML", "HTML"),
            Map.entry("TEXT_PLAIN", "TXT"),
            Map.entry("APPLICATION_VND_MS_EXCEL", "XLS"),
            Map.entry("APPLICATION_VND_OPENXMLFORMATS_OFFICEDOCUMENT_SPREADSHEETML_SHEET", "XLSX"),
            Map.entry("APPLICATION_GEOPACKAGE_SQLITE3", "GPKG"),
            Map.entry("SHAPE", "SHP"),
            Map.entry("SHAPEFILE", "SHP"),
            Map.entry("ESRI_SHAPE", "SHP"),
            Map.entry("ESRI_SHAPEFILE", "SHP"));

    private FormatCode() {}

    /** The code for the first of these that says anything, null when none does. */
    static String of(String format, String mediaType, String fileAddress) {
        return Stream.of(code(format), OTHER_NAMES.get(word(mediaType)), code(extension(fileAddress)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** {@code text/csv} from text or from IANA's IRI for it; null for what is no media type. */
    static String mediaType(String said) {
        var plain = PlainText.of(said);
        if (plain == null) {
            return null;
        }
        var type = plain.replaceFirst(".*/media-types/", "")
                .replaceFirst(";.*", "")
                .strip();
        return type.matches("[\\w.+-]+/[\\w.+-]+") ? type.toLowerCase(Locale.ROOT) : null;
    }

    private static String code(String said) {
        var code = word(said);
        return code.isEmpty() ? null : OTHER_NAMES.getOrDefault(code, code);
    }

    private static String word(String said) {
        var plain = Objects.requireNonNullElse(PlainText.of(said), "");
        boolean isName = plain.startsWith("http") && !plain.contains("/media-types/");
        var word = isName ? WebAddress.lastSegment(plain) : plain.replaceFirst(".*/media-types/", "");
        return word.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_").replaceAll("^_|_$", "");
    }

    private static String extension(String address) {
        var path = address == null ? "" : address.replaceFirst("[?#].*", "");
        var extension = path.replaceFirst(".*\\.", "");
        return path.matches("https?://[^/]+/.*\\.[A-Za-z0-9]{2,8}") ? extension : null;
    }
}
