package org.entente.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DayOfWeek;
import java.time.Duration;
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
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

class DemoRecordsTest {

    private static final Map<String, District> DISTRICTS =
            District.all().stream().collect(Collectors.toMap(District::code, Function.identity()));

    /** Frozen: another hash means that installations already filled would differ from new ones. */
    private static final Map<DemoRecords, String> HASHES = Map.of(
            DemoRecords.STREET_REPORTS, "5cee391c0810a1120ee7f42a91ddc479b14670deb5b8b9553b16a1de1ed8a4e9",
            DemoRecords.EMERGENCY_VISITS, "dc6fe275a6e904d399dc31b445069799fe0b466303662bf74ee57c2c18fd613c",
            DemoRecords.POLICE_INTERVENTIONS, "af80188ff21ee12447044fe0c362fb589be29cfface5e621c99bfdca34cef64e",
            DemoRecords.LINE_INCIDENTS, "3bcc8bfe9e18f53284b3ccb0eaf32685e0152e6d251b25e7893da130e5181a0b",
            DemoRecords.POINTS_OF_INTEREST, "a710226b99e815b9b7c9591e27a5e8a086a734ae92f7f16e94ab802ed78e1739");

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
        // the place of a row is one field of the hub, whatever the format
        List<String> fields = new ArrayList<>(row.values().keySet());
        fields.add("location");
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
                .createGeometryCollection(
                        DISTRICTS.values().stream().map(District::outline).toArray(Geometry[]::new))
                .union();
        assertThat(together.getArea()).isCloseTo(apart, within(1e-9));
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
    void a_pseudonym_always_has_the_same_age_and_sex() {
        Map<Object, List<Object>> patients = EmergencyVisits.rows()
                .map(Row::values)
                .collect(Collectors.toMap(
                        v -> v.get("patient_code"), v -> List.of(v.get("age"), v.get("sex")), (first, second) -> {
                            assertThat(second).isEqualTo(first);
                            return first;
                        }));
        assertThat(patients.size()).isBetween(4_000, EmergencyVisits.ROWS - 1);
    }

    @Test
    void two_in_five_interventions_follow_a_report_in_the_same_district() {
        Map<String, List<Instant>> reports = StreetReports.events().stream()
                .filter(e -> e.kind().tranquillity)
                .collect(Collectors.groupingBy(
                        e -> e.district().code(), Collectors.mapping(CityEvent::at, Collectors.toList())));
        assertThat(PoliceInterventions.events().stream()
                        .filter(e -> reports.getOrDefault(e.district().code(), List.of()).stream()
                                .map(at -> Duration.between(at, e.at()).toSeconds())
                                .anyMatch(s -> s >= 90 && s < 990)))
                .hasSizeGreaterThanOrEqualTo(2_000);
    }

    @Test
    void features_are_geojson_points() throws IOException {
        JsonNode file = new ObjectMapper().readTree(written(DemoRecords.EMERGENCY_VISITS));
        assertThat(file.get("type").asText()).isEqualTo("FeatureCollection");
        assertThat(file.get("features"))
                .allMatch(f -> f.get("type").asText().equals("Feature")
                        && f.at("/geometry/type").asText().equals("Point")
                        && f.at("/geometry/coordinates").size() == 2);
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
