package org.entente.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.entente.access.MaskKeys;
import org.entente.catalogue.DatasetField;
import org.entente.catalogue.DownloadFormat;
import org.entente.identity.Caller;
import org.entente.kernel.FieldType;
import org.entente.kernel.NormalForm;
import org.entente.kernel.Point;
import org.entente.policy.MaskMethod;
import org.entente.records.GrantedRows.GrantedPart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same rows in each format: values of every type, absent, masked, and masked in some rows only. */
class DownloadFormatsTest {
    private static final List<DatasetField> FIELDS = List.of(
            field(0, "text", FieldType.TEXT),
            field(1, "n", FieldType.INTEGER),
            field(2, "price", FieldType.DECIMAL),
            field(3, "x", FieldType.DOUBLE),
            field(4, "at", FieldType.INSTANT),
            field(5, "ok", FieldType.BOOLEAN),
            field(6, "any", FieldType.JSON),
            field(7, "where", FieldType.POINT),
            field(8, "gone", FieldType.TEXT));

    private static final UUID ID = UUID.fromString("00000000-0000-0000-0000-000000000001");
    private static final Object[] FULL = {
        "a, \"b\"\né",
        17L,
        new BigDecimal("1234567.80"),
        0.5,
        Instant.parse("2026-05-17T08:30:00.123Z"),
        true,
        "{\"a\": [1, null]}",
        new Point(5.4, 43.3),
        "secret"
    };
    private static final Object[] EMPTY = new Object[9];
    private static final GrantedPart PLAIN = new GrantedPart(NormalForm.ALL, Map.of("gone", MaskMethod.REMOVE));
    private static final GrantedPart MASKED = new GrantedPart(
            NormalForm.ALL,
            Map.of(
                    "gone",
                    MaskMethod.REMOVE,
                    "price",
                    MaskMethod.GENERALISE,
                    "n",
                    MaskMethod.HASH,
                    "ok",
                    MaskMethod.REMOVE));

    @TempDir
    Path folder;

    private static DatasetField field(int position, String name, FieldType type) {
        var field = new DatasetField();
        field.position = position;
        field.name = name;
        field.type = type;
        field.scale = type == FieldType.DECIMAL ? 2 : 0;
        return field;
    }

    private static DownloadColumns columns(GrantedRows granted, boolean whole) {
        return DownloadColumns.of(FIELDS, granted, whole);
    }

    private static RowCells cells(GrantedRows granted, DownloadColumns columns) {
        var caller = new Caller("s", "s", "rtm", Set.of(), Set.of("transport"), "transport", null);
        return new RowCells(columns, new MaskedRows(granted, () -> new MaskKeys(new byte[32]).of(caller)));
    }

    private static void write(GrantedRows granted, DownloadColumns columns, RowWriter writer) throws Exception {
        var layout = RowLayout.of(columns.read(), granted.bits());
        for (var values : List.of(FULL, EMPTY)) {
            for (int grant = 0; grant < granted.parts().size(); grant++) {
                boolean[] taken =
                        granted.bits() == 0 ? null : new boolean[granted.parts().size()];
                if (taken != null) {
                    taken[grant] = true;
                }
                var read = columns.read().stream()
                        .map(field -> values[field.position])
                        .toArray();
                writer.row(new RecordRow(ID, layout, read, taken));
            }
        }
        writer.end();
    }

    private static String json(DownloadFormat format, GrantedPart... parts) throws Exception {
        var granted = new GrantedRows(List.of(parts));
        var columns = columns(granted, true);
        var out = new ByteArrayOutputStream();
        write(granted, columns, new JsonRowWriter(format, columns, cells(granted, columns), out));
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String csv(GrantedPart... parts) throws Exception {
        var granted = new GrantedRows(List.of(parts));
        var columns = columns(granted, false);
        var out = new ByteArrayOutputStream();
        write(granted, columns, new CsvRowWriter(columns, cells(granted, columns), out));
        return out.toString(StandardCharsets.UTF_8);
    }

    private List<String> parquet(GrantedPart... parts) throws Exception {
        var granted = new GrantedRows(List.of(parts));
        var columns = columns(granted, false);
        try (var file = ParquetFile.in(folder, columns, cells(granted, columns))) {
            write(granted, columns, file);
            return read(file.file());
        } finally {
            try (var left = Files.list(folder)) {
                assertThat(left).isEmpty();
            }
        }
    }

    /** The columns with their types, then each row. */
    private static List<String> read(Path file) throws SQLException {
        var lines = new ArrayList<String>();
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duck.createStatement()) {
            for (var query : List.of(
                    "select string_agg(column_name || ' ' || column_type, ', ') from (describe from '%s')",
                    "select row::varchar from '%s' as row")) {
                try (var rows = statement.executeQuery(query.formatted(file))) {
                    while (rows.next()) {
                        lines.add(rows.getString(1));
                    }
                }
            }
        }
        return lines;
    }

    @Test
    void json_keeps_types_and_leaves_out_what_is_removed() throws Exception {
        var full =
                "{\"text\":\"a, \\\"b\\\"\\né\",\"n\":17,\"price\":1234567.80,\"x\":0.5,\"at\":\"2026-05-17T08:30:00.123Z\",\"ok\":true,"
                        + "\"any\":{\"a\": [1, null]},\"where\":{\"type\":\"Point\",\"coordinates\":[5.4,43.3]}}\n";
        var empty =
                "{\"text\":null,\"n\":null,\"price\":null,\"x\":null,\"at\":null,\"ok\":null,\"any\":null,\"where\":null}\n";

        assertThat(json(DownloadFormat.NDJSON, PLAIN)).isEqualTo(full + empty);
        assertThat(json(DownloadFormat.JSON, PLAIN)).isEqualTo("[" + full + "," + empty + "]");
        assertThat(json(DownloadFormat.NDJSON, MASKED))
                .contains("\"price\":1234560.00", "\"n\":\"")
                .doesNotContain("\"ok\"", "17,", "masked");
        assertThat(json(DownloadFormat.NDJSON, PLAIN, MASKED))
                .contains("\"masked\":[]}", "\"masked\":[\"n\",\"price\",\"ok\"]}");
    }

    @Test
    void geojson_is_a_collection_of_features() throws Exception {
        assertThat(json(DownloadFormat.GEOJSON, MASKED))
                .startsWith("{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"id\":\"" + ID
                        + "\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[5.4,43.3]},\"properties\":{\"text\":")
                .contains("\"geometry\":null")
                .endsWith("}}\n]}");
    }

    @Test
    void csv_tells_an_empty_text_from_an_absent_one() throws Exception {
        assertThat(csv(PLAIN))
                .isEqualTo("text,n,price,x,at,ok,any,where.longitude,where.latitude\r\n"
                        + "\"a, \"\"b\"\"\né\",17,1234567.80,0.5,2026-05-17T08:30:00.123Z,true,\"{\"\"a\"\": [1, null]}\",5.4,43.3\r\n"
                        + ",,,,,,,,\r\n");
        assertThat(csv(PLAIN, MASKED).lines().findFirst().orElseThrow())
                .isEqualTo("text,n,price,x,at,ok,any,where.longitude,where.latitude,masked");
        assertThat(CsvRowWriter.text("")).isEmpty();
    }

    @Test
    void parquet_has_types_of_its_own() throws Exception {
        assertThat(parquet(PLAIN).getFirst())
                .isEqualTo(
                        "text VARCHAR, n BIGINT, price DECIMAL(20,2), x DOUBLE, at TIMESTAMP WITH TIME ZONE, ok BOOLEAN,"
                                + " any VARCHAR, where.longitude DOUBLE, where.latitude DOUBLE");
        assertThat(parquet(PLAIN)).hasSize(3).element(1).asString().contains("1234567.80", "'n': 17", "5.4");
        assertThat(parquet(PLAIN, MASKED).getFirst()).contains("n VARCHAR").endsWith("masked VARCHAR");
        assertThat(parquet(MASKED)).element(1).asString().contains("1234560.00").doesNotContain("ok");
    }

    @Test
    void duckdb_reads_nothing_outside_of_its_folder() throws Exception {
        var granted = new GrantedRows(List.of(PLAIN));
        var columns = columns(granted, false);
        var secret = Files.writeString(folder.resolve("secret.csv"), "a\n1\n");
        try (var file = ParquetFile.in(folder, columns, cells(granted, columns))) {
            assertThatThrownBy(() -> file.execute("select * from '" + secret + "'"))
                    .hasMessageContaining("disabled");
            assertThatThrownBy(() -> file.execute("set enable_external_access = true"))
                    .isInstanceOf(SQLException.class);
        }
    }
}
