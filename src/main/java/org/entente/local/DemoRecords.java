package org.entente.local;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The datasets of the demo that come with records. The same file is generated on every request, to the byte. */
enum DemoRecords {
    STREET_REPORTS("signalements-voie-publique", MediaFormat.CSV, StreetReports.ROWS, StreetReports::rows),
    EMERGENCY_VISITS("passages-urgences", MediaFormat.GEOJSON, EmergencyVisits.ROWS, EmergencyVisits::rows),
    POLICE_INTERVENTIONS("interventions-police", MediaFormat.CSV, PoliceInterventions.ROWS, PoliceInterventions::rows),
    LINE_INCIDENTS("incidents-lignes", MediaFormat.JSON, LineIncidents.ROWS, LineIncidents::rows),
    POINTS_OF_INTEREST("points-interet", MediaFormat.GEOJSON, PointsOfInterest.ROWS, PointsOfInterest::rows);

    final String dataset;
    final MediaFormat format;
    final int rows;
    final Supplier<Stream<Row>> source;

    DemoRecords(String dataset, MediaFormat format, int rows, Supplier<Stream<Row>> source) {
        this.dataset = dataset;
        this.format = format;
        this.rows = rows;
        this.source = source;
    }

    /** Those of one partner. */
    static List<DemoRecords> of(DemoCity.Catalogue catalogue) {
        List<String> keys = catalogue.datasets().stream().map(DemoDataset::key).toList();
        return Stream.of(values()).filter(r -> keys.contains(r.dataset)).toList();
    }

    String file() {
        return dataset + "." + format.extension();
    }

    void write(OutputStream out) throws IOException {
        switch (format) {
            case CSV -> RowWriters.csv(source.get(), out);
            case JSON -> RowWriters.json(source.get(), out);
            case GEOJSON -> RowWriters.geoJson(source.get(), out);
        }
    }
}
