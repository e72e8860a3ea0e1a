package org.entente.local;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Writes rows as they are generated, in each of the three file formats. The first row names the columns. */
final class RowWriters {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private RowWriters() {}

    static void csv(Stream<Row> rows, OutputStream out) throws IOException {
        Iterator<Row> each = rows.iterator();
        try (CsvWriter csv = CsvWriter.builder().build(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
            Map<String, Object> first = each.next().flat();
            csv.writeRecord(first.keySet());
            csv.writeRecord(cells(first));
            each.forEachRemaining(row -> csv.writeRecord(cells(row.flat())));
        }
    }

    private static Iterable<String> cells(Map<String, Object> values) {
        return values.values().stream().map(v -> Objects.toString(v, "")).toList();
    }

    static void json(Stream<Row> rows, OutputStream out) throws IOException {
        try (var array = JSON.writer().writeValuesAsArray(out)) {
            for (Iterator<Row> each = rows.iterator(); each.hasNext(); ) {
                array.write(each.next().flat());
            }
        }
    }

    static void geoJson(Stream<Row> rows, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("type", "FeatureCollection");
            json.writeArrayFieldStart("features");
            for (Iterator<Row> each = rows.iterator(); each.hasNext(); ) {
                json.writePOJO(feature(each.next()));
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    /** Records and not maps, whose order would differ from one start of the JVM to the next. */
    private record Feature(String type, Point geometry, Map<String, Object> properties) {}

    private record Point(String type, double[] coordinates) {}

    private static Feature feature(Row row) {
        double[] position = {row.where().x, row.where().y};
        return new Feature("Feature", new Point("Point", position), row.values());
    }
}
