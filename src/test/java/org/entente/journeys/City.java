package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.entente.access.Epoch;
import org.entente.catalogue.DatasetVersions;
import org.entente.local.Demo;

/** The demo city as the store holds it: what answers are compared with, read with plain SQL past all of the hub's code. */
@ApplicationScoped
class City {
    static final String REPORTS = "Signalements et troubles de voie publique";
    static final String VISITS = "Passages aux urgences";
    static final String INTERVENTIONS = "Interventions de police secours";
    static final String PLACES = "Points d'intérêt touristique";

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern FIELD = Pattern.compile("\\{(\\w+)}");

    private final Demo demo;
    private final AgroalDataSource database;
    private final DatasetVersions versions;
    private final Epoch epoch;
    private final ObjectMapper json;

    City(Demo demo, AgroalDataSource database, DatasetVersions versions, Epoch epoch, ObjectMapper json) {
        this.demo = demo;
        this.database = database;
        this.versions = versions;
        this.epoch = epoch;
        this.json = json;
    }

    /** Returns when the demo city is there and can be found. */
    void await() throws Exception {
        demo.seeded().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        var end = Instant.now().plus(PATIENCE);
        while (number("select count(*) from outbox where delivered_at is null") > 0) {
            assertThat(Instant.now()).as("indexed in time").isBefore(end);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    UUID id(String frenchTitle) throws SQLException {
        return UUID.fromString(text(
                "select id from dataset where draft -> 'titles' ->> 'fr' = ? and archived_at is null", frenchTitle));
    }

    /**
     * Rows of a dataset's typed table, each as the JSON object that the record's values should be.
     *
     * @param values a jsonb expression
     * @param rest where and order by; a field's column is written {@code {field}} in both
     */
    List<JsonNode> rows(UUID dataset, String values, String rest) throws Exception {
        var rows = new ArrayList<JsonNode>();
        for (var text : texts(columns(dataset, "select " + values + " from " + table(dataset) + " r " + rest))) {
            rows.add(read(text));
        }
        return rows;
    }

    /** The ids of a dataset's rows; fields written as in {@link #rows}. */
    List<String> ids(UUID dataset, String rest) throws SQLException {
        return texts(columns(dataset, "select id from " + table(dataset) + " r " + rest));
    }

    long count(UUID dataset, String rest) throws SQLException {
        return number(columns(dataset, "select count(*) from " + table(dataset) + " r " + rest));
    }

    /** An instant's column as JSON shows it. */
    static String instant(String field) {
        return "to_char({" + field + "} at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')";
    }

    String table(UUID dataset) throws SQLException {
        return "records." + text("select name from record_table where dataset = ?::uuid", dataset.toString());
    }

    private String columns(UUID dataset, String sql) throws SQLException {
        var written = new StringBuilder();
        var fields = FIELD.matcher(sql);
        while (fields.find()) {
            var position = text(
                    "select position from dataset_field where dataset = ?::uuid and name = ?",
                    dataset.toString(),
                    fields.group(1));
            fields.appendReplacement(written, "r.c" + position);
        }
        return fields.appendTail(written).toString();
    }

    private JsonNode read(String text) throws IOException {
        return json.readTree(text);
    }

    long number(String sql, String... parameters) throws SQLException {
        return Long.parseLong(text(sql, parameters));
    }

    String text(String sql, String... parameters) throws SQLException {
        var found = texts(sql, parameters);
        assertThat(found).as(sql + List.of(parameters)).hasSize(1);
        return found.getFirst();
    }

    List<String> texts(String sql, String... parameters) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (var rows = statement.executeQuery()) {
                var texts = new ArrayList<String>();
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
                return texts;
            }
        }
    }

    void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What no steward could change, with the version and the epoch that every change has. */
    void govern(UUID dataset, String assignments) throws Exception {
        QuarkusTransaction.requiringNew().call(() -> {
            execute("update dataset set " + assignments + " where id = '" + dataset + "'");
            versions.advance(dataset, number("select version from dataset where id = ?::uuid", dataset.toString()));
            epoch.advance();
            return null;
        });
    }

    /** No decision hears of them any more: other tests are told all that stands against a request. */
    void forgetConsentsUnder(String agreement) throws SQLException {
        execute("delete from consent_dataset where consent in (select id from consent where agreement = '" + agreement
                + "')");
        execute("update governance_epoch set epoch = epoch + 1");
    }
}
