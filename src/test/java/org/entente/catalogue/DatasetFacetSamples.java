package org.entente.catalogue;

import java.util.List;
import java.util.Random;

final class DatasetFacetSamples {
    private static final List<String> THEMES = List.of("AGRI", "ENVI", "TRAN", "HEAL", "JUST", "REGI");
    private static final List<String> FORMATS = List.of("CSV", "JSON", "GEOJSON", "SHP");

    private DatasetFacetSamples() {}

    static String theme(Random random) {
        return THEMES.get(random.nextInt(THEMES.size()));
    }

    static String format(Random random) {
        return FORMATS.get(random.nextInt(FORMATS.size()));
    }
}
