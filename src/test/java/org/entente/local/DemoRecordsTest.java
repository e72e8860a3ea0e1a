package org.entente.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

class DemoRecordsTest {

    private static final Map<String, District> DISTRICTS =
            District.all().stream().collect(Collectors.toMap(District::code, Function.identity()));

    /** Frozen: another hash means that installations already filled would differ from new ones. */
    private static final Map<DemoRecords, String> HASHES = Map.of();

    @ParameterizedTest
    @EnumSource
    void the_file_is_the_same_on_every_request_and_on_every_machine(DemoRecords records) throws Exception {
        String hash = sha256(written(records));
        assertThat(sha256(written(records))).isEqualTo(hash);
        assertThat(hash).isEqualTo(HASHES.get(records));
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    @ParameterizedTest
    @EnumSource
    void the_file_has_the_stated_number_of_rows(DemoRecords records) throws IOException {
        assertThat(rowsOf(records)).isEqualTo(records.rows);
    }

    private static long rowsOf(DemoRecords records) throws IOException {
        byte[] file = written(records);
        return switch (records.format) {
            case CSV -> csv(file).size() - 1;
            case JSON -> new ObjectMapper().readTree(file).size();
            case GEOJSON -> new ObjectMapper().readTree(file).get("features").size();
        };
    }

    @Test
    void there_are_more_than_24_000_rows() {
        assertThat(Stream.of(DemoRecords.values()).mapToInt(r -> r.rows).sum()).isEqualTo(25_300);
    }

    @ParameterizedTest
    @EnumSource
    void every_field_has_a_sensitivity(DemoRecords records) {
        Row row = records.source.get().findFirst().orElseThrow();
        List<String> fields = new ArrayList<>(
                records.format == MediaFormat.GEOJSON
                        ? row.values().keySet()
                        : row.flat().keySet());
        if (records.format == MediaFormat.GEOJSON) {
            fields.add("geometry");
        }
        assertThat(DemoCity.fieldSensitivities().get(records.dataset)).containsOnlyKeys(fields);
        assertThat(DemoCity.fieldSensitivities().get(records.dataset).values())
                .isSubsetOf("PUBLIC", "INTERNAL", "PERSONAL", "SPECIAL_CATEGORY", "IDENTIFIER");
    }

    @ParameterizedTest
    @EnumSource
    void every_row_lies_in_the_district_that_it_names(DemoRecords records) {
        String field = records == DemoRecords.EMERGENCY_VISITS ? "home_district" : "district";
        assertThat(records.source.get())
                .allMatch(row -> contains(DISTRICTS.get(row.values().get(field)), row.where()));
    }

    private static boolean contains(District district, Coordinate where) {
        return district.outline().contains(new GeometryFactory().createPoint(where));
    }

    @Test
    void districts_are_valid_and_do_not_overlap() {
        assertThat(DISTRICTS.values()).hasSize(8).allMatch(d -> d.outline().isValid());
        double apart = DISTRICTS.values().stream()
                .mapToDouble(d -> d.outline().getArea())
                .sum();
        var together = new GeometryFactory()
                .createGeometryCollection(DISTRICTS.values().stream()
                        .map(District::outline)
                        .toArray(org.locationtech.jts.geom.Geometry[]::new))
                .union();
        assertThat(together.getArea()).isCloseTo(apart, org.assertj.core.api.Assertions.within(1e-9));
    }

    @Test
    void exactly_three_street_reports_are_wrong() throws IOException {
        List<CsvRecord> file = csv(written(DemoRecords.STREET_REPORTS));
        int columns = file.getFirst().getFieldCount();
        assertThat(file.stream().filter(r -> r.getFieldCount() != columns)).hasSize(2);
        assertThat(file.stream().skip(1).filter(r -> !r.getField(1).endsWith("Z")))
                .hasSize(1);
    }

    @Test
    void public_order_at_the_harbour_is_busiest_on_friday_nights() {
        Map<DayOfWeek, Long> nights = StreetReports.events().stream()
                .filter(e -> e.kind() == StreetIncident.PUBLIC_ORDER)
                .filter(e -> e.district().code().equals("PL01"))
                .map(e -> evening(e.at()))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(nights.get(DayOfWeek.FRIDAY)).isGreaterThan(2 * nights.get(DayOfWeek.TUESDAY));
    }

    private static DayOfWeek evening(Instant at) {
        return ZonedDateTime.ofInstant(at, Rhythm.ZONE).minusHours(6).getDayOfWeek();
    }

    @Test
    void features_are_geojson_points() throws IOException {
        JsonNode file = new ObjectMapper().readTree(written(DemoRecords.EMERGENCY_VISITS));
        assertThat(file.get("type").asText()).isEqualTo("FeatureCollection");
        assertThat(file.get("features")).allSatisfy(f -> {
            assertThat(f.get("type").asText()).isEqualTo("Feature");
            assertThat(f.at("/geometry/type").asText()).isEqualTo("Point");
            assertThat(f.at("/geometry/coordinates").size()).isEqualTo(2);
        });
    }

    private static List<CsvRecord> csv(byte[] file) throws IOException {
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(new String(file, StandardCharsets.UTF_8))) {
            return reader.stream().toList();
        }
    }

    private static byte[] written(DemoRecords records) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        records.write(out);
        return out.toByteArray();
    }
}
