package org.entente.records;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;
import org.entente.catalogue.DownloadFormat;
import org.entente.kernel.FieldType;
import org.entente.kernel.Point;

/** JSON: an array of objects, an object a line, or a GeoJSON feature collection (RFC 7946). Removed values are absent, not null. */
final class JsonRowWriter implements RowWriter {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final DownloadFormat format;
    private final List<Column> columns;
    private final String masked;
    private final RowCells cells;
    private final JsonGenerator json;
    /** The column that is a feature's geometry. */
    private final int geometry;

    JsonRowWriter(DownloadFormat format, DownloadColumns columns, RowCells cells, OutputStream out) throws IOException {
        this.format = format;
        this.columns = columns.columns();
        this.masked = columns.masked();
        this.cells = cells;
        this.json = JSON.createGenerator(out);
        this.geometry = format == DownloadFormat.GEOJSON ? place(columns) : -1;
        begin();
    }

    /** The first place; -1 where there is none. */
    static int place(DownloadColumns columns) {
        return columns.columns().stream().map(Column::type).toList().indexOf(FieldType.POINT);
    }

    private void begin() throws IOException {
        json.setRootValueSeparator(null);
        switch (format) {
            case JSON -> json.writeStartArray();
            case GEOJSON -> {
                json.writeStartObject();
                json.writeStringField("type", "FeatureCollection");
                json.writeArrayFieldStart("features");
            }
            case NDJSON, CSV, PARQUET -> {}
        }
    }

    @Override
    public void row(RecordRow row) throws IOException {
        var values = cells.of(row);
        if (format == DownloadFormat.GEOJSON) {
            feature(row, values);
        } else {
            object(values, masked);
        }
        json.writeRaw('\n');
    }

    private void feature(RecordRow row, Object[] values) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "Feature");
        json.writeStringField("id", row.id().toString());
        json.writeFieldName("geometry");
        write(values[geometry] == RowCells.REMOVED ? null : values[geometry]);
        json.writeFieldName("properties");
        values[geometry] = RowCells.REMOVED;
        object(values, null);
        if (masked != null) {
            maskedFields("masked");
        }
        json.writeEndObject();
    }

    private void object(Object[] values, String maskedAs) throws IOException {
        json.writeStartObject();
        for (int i = 0; i < values.length; i++) {
            if (values[i] != RowCells.REMOVED) {
                json.writeFieldName(columns.get(i).name());
                write(values[i]);
            }
        }
        if (maskedAs != null) {
            maskedFields(maskedAs);
        }
        json.writeEndObject();
    }

    private void maskedFields(String name) throws IOException {
        json.writeArrayFieldStart(name);
        for (var field : cells.maskedFields()) {
            json.writeString(field);
        }
        json.writeEndArray();
    }

    private void write(Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case BigDecimal number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case Boolean truth -> json.writeBoolean(truth);
            case RawJson raw -> json.writeRawValue(raw.text());
            case Point place -> point(place);
            default -> json.writeString(value.toString());
        }
    }

    private void point(Point place) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "Point");
        json.writeArrayFieldStart("coordinates");
        json.writeNumber(place.longitude());
        json.writeNumber(place.latitude());
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Closes what is open. */
    @Override
    public void end() throws IOException {
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.close();
    }
}
