package org.entente.local;

import java.util.Locale;

/** A file format of a demo distribution; the names are codes of the EU file-type authority. */
enum MediaFormat {
    CSV("text/csv"),
    JSON("application/json"),
    GEOJSON("application/geo+json");

    final String mediaType;

    /** The ending of a file name, without the dot. */
    String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    MediaFormat(String mediaType) {
        this.mediaType = mediaType;
    }
}
