package org.entente.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.BiFunction;
import org.entente.catalogue.Eventually;

/** A dataset of the city for series, with what its steward and its sensors do over GraphQL. */
record Observatory(City city, UUID dataset) {
    static final String FIELDS = "'measure', 'place', 'at', 'value', 'sensor'";
    private static final String REGISTER = """
            mutation ($dataset: ID!, $series: SeriesInput!, $key: String!) {
                registerSeries(dataset: $dataset, series: $series, idempotencyKey: $key) {
                    id measure unit frequency lateness place { longitude latitude areas } keys masked newest } }
            """;
    private static final String APPEND = """
            mutation ($dataset: ID!, $series: [SeriesObservations!]!, $key: String!) {
                appendObservations(dataset: $dataset, series: $series, idempotencyKey: $key) {
                    counts { kind count } setAside { series index kind at value } } }
            """;

    /** One that nobody else uses. */
    static Observatory of(City city, String title, String accessLevel) throws SQLException {
        var id = UUID.randomUUID();
        city.execute("""
                insert into dataset (id, owner, access_level, regime, draft, fingerprint, version, recorded_at)
                select '%s', owner, '%s', 'NONE', draft || '{"titles": {"fr": "%s", "en": "%s"}, "descriptions": {}, "keywords": []}', '', 1, now()
                from dataset where owner = 'ville' and archived_at is null limit 1
                """.formatted(id, accessLevel, title, title));
        city.execute("update governance_epoch set epoch = epoch + 1");
        return new Observatory(city, id);
    }

    /** No search and no decision hears of it any more. */
    void forget() throws SQLException {
        city.execute("""
                delete from consent_dataset where dataset = '%1$s';
                delete from anomaly where dataset = '%1$s';
                update dataset set archived_at = now(), version = version + 1 where id = '%1$s';
                insert into outbox (projection, entity, visibility) values ('datasets', '%1$s', true);
                update governance_epoch set epoch = epoch + 1
                """.formatted(dataset));
    }

    /** The city's consent to the police under the convention of the observatory; its id. What is given is JSON with single quotes. */
    static String granted(City city, Object dataset, String actions, String fields, String rows) throws SQLException {
        var convention = city.text("select distinct id from agreement where titles ->> 'en' like '%observatory%'");
        return Consents.of("steward-ville")
                .granted(Hub.json(
                        "{'consumer': 'police', 'agreement': '%s', 'datasets': ['%s'], 'purposes': ['public-safety'], 'actions': [%s], 'fields': [%s], 'rowFilter': %s}"
                                .formatted(convention, dataset, actions, fields, rows)));
    }

    /** To read all of it. */
    String granted() throws SQLException {
        return granted(city, dataset, "'READ'", FIELDS, "{'and': []}");
    }

    static Hub steward() {
        return Hub.as("steward-ville");
    }

    /** @param more of the input, as JSON with single quotes, after a comma */
    Reply register(String sensor, String frequency, String more) {
        return steward()
                .ask(
                        REGISTER,
                        "dataset",
                        dataset,
                        "series",
                        Hub.json(
                                "{'measure': 'noise', 'unit': 'dB', 'frequency': '%s', 'keys': [{'field': 'sensor', 'value': '%s'}]%s}"
                                        .formatted(frequency, sensor, more)),
                        "key",
                        UUID.randomUUID().toString());
    }

    String registered(String sensor, String frequency, String more) {
        return register(sensor, frequency, more).data("/registerSeries/id").asText();
    }

    /** @param observations instant and value, as they are written */
    Reply append(String series, List<Object[]> observations, String more, String key) {
        var given = JsonNodeFactory.instance.objectNode().put("series", series);
        var at = given.putArray("at");
        var values = given.putArray("values");
        for (var each : observations) {
            at.addPOJO(each[0] instanceof Instant instant ? instant.toString() : each[0]);
            values.addPOJO(each[1]);
        }
        if (!more.isEmpty()) {
            given.put("unit", more);
        }
        return steward().ask(APPEND, "dataset", dataset, "series", List.of(given), "key", key);
    }

    JsonNode appended(String series, List<Object[]> observations) {
        return append(series, observations, "", UUID.randomUUID().toString()).data("/appendObservations");
    }

    static long count(JsonNode appended, String kind) {
        for (var count : appended.path("counts")) {
            if (count.path("kind").asText().equals(kind)) {
                return count.path("count").asLong();
            }
        }
        return 0;
    }

    /**
     * A sensor's hours: loud by day, calmer at weekends, with noise of its own.
     *
     * @param surge what becomes of a value at an instant, in seconds since 1970
     */
    static List<Object[]> hours(Instant from, Instant until, long seed, BiFunction<Instant, Double, Double> surge) {
        var random = new Random(seed);
        var hours = new ArrayList<Object[]>();
        for (var at = from; at.isBefore(until); at = at.plus(Duration.ofHours(1))) {
            var local = at.atZone(ZoneId.of("Europe/Paris"));
            double day = 55 + 12 * Math.sin((local.getHour() - 7) * Math.PI / 12);
            double value = (local.getDayOfWeek().getValue() > 5 ? 0.9 : 1) * day + random.nextGaussian();
            hours.add(new Object[] {at.toEpochMilli(), Math.rint(surge.apply(at, value) * 100) / 100});
        }
        return hours;
    }

    /** Its scores are gone, and its state cannot be read any more. */
    void damage(String series) throws SQLException {
        var of = "series = (select number from series where id = '" + series + "')";
        city.execute("""
                begin; delete from score where %1$s;
                update series_scoring set state = '\\x00', version = version + 1 where %1$s;
                insert into scoring_due (series) select array[number] from series where id = '%2$s'; commit
                """.formatted(of, series));
    }

    void awaitNothingDue() throws Exception {
        Eventually.is("nothing waits", () -> city.number("select count(*) from scoring_due") == 0);
    }

    /** Returns when all that was appended is scored. */
    void awaitScored() throws Exception {
        Eventually.is("scored", () -> city.number("""
                        select count(*) from series s join series_progress p on p.series = s.number
                        join series_scoring g on g.series = s.number
                        where s.dataset = ?::uuid and g.scored_until is distinct from
                            (select max(at) from observation o where o.series = s.number and not o.late and o.at <= p.watermark)
                        """, dataset.toString()) == 0);
    }
}
