package org.entente.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.entente.catalogue.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who follows anomalies under a consent is told REVOKED when it is withdrawn, and of no anomaly after that. */
@ExtendWith(TwoHubs.class)
class AnomalyRevocationIT {
    private static final int SUBSCRIPTIONS = 90;
    private static final int HISTORY = 400;
    /** So many that the next surge is an anomaly of its own. */
    private static final int ORDINARY = 40;

    private static final Duration PROMISED = Duration.ofSeconds(1);

    private final HubProcess hub = TwoHubs.HUB;
    private final HubClient steward = hub.as("steward-ville");
    private final HubClient reader = hub.as("agent-aphm", "statistics");
    private final String dataset = UUID.randomUUID().toString();
    private final Random random = new Random(1);
    private Instant next = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(HISTORY + 3 * ORDINARY));

    @Test
    void no_anomaly_is_told_a_second_after_the_consent_was_withdrawn() throws Exception {
        TwoHubs.execute("""
                insert into dataset (id, owner, access_level, regime, draft, fingerprint, version, recorded_at)
                values ('%s', 'ville', 'DISCOVERABLE', 'NONE', '{"titles": {"en": "Sensors"}, "descriptions": {}, "keywords": [], "themes": [], "distributions": []}', '', 1, now());
                update governance_epoch set epoch = epoch + 1
                """.formatted(dataset));
        var series = steward.make(
                "mutation ($dataset: ID!, $series: SeriesInput!, $key: String!) { registerSeries(dataset: $dataset, series: $series, idempotencyKey: $key) { id } }",
                "dataset",
                dataset,
                "series",
                Map.of("measure", "noise", "frequency", "PT1H"));
        var consent = consent();
        append(series, HISTORY, false);
        var subscriptions = IntStream.range(0, SUBSCRIPTIONS)
                .mapToObj(n -> reader.subscribe(
                        "subscription ($ids: [ID!]) { anomalies(filter: {datasets: $ids}) { anomaly { at } } }",
                        "ids",
                        List.of(dataset)))
                .toList();
        Eventually.is(
                "they follow",
                () -> hub.as("operator")
                        .get("/q/metrics", HttpResponse.BodyHandlers.ofString())
                        .body()
                        .contains("entente_anomaly_subscriptions " + SUBSCRIPTIONS + ".0"));
        append(series, 1, true);
        Eventually.is(
                "all are told",
                () -> subscriptions.stream().noneMatch(one -> one.heard().isEmpty()));
        assertThat(subscriptions).noneMatch(Conversation::hasEnded);

        var asked = Instant.now();
        steward.ask("mutation ($id: ID!) { withdrawConsent(id: $id, expectedVersion: 1) { id } }", "id", consent)
                .data();
        var withdrawn = Instant.now();
        Eventually.is("a second has passed", () -> Instant.now().isAfter(withdrawn.plus(PROMISED)));
        var before = told();
        append(series, ORDINARY, false);
        var surge = next;
        append(series, 1, true);
        Eventually.is("it is told to those who may know", () -> told() > before);
        Eventually.is("all have ended", () -> subscriptions.stream().allMatch(Conversation::hasEnded));

        assertThat(subscriptions)
                .allMatch(one -> one.heard().getLast().code().equals("REVOKED"))
                .noneMatch(one -> one.heard().toString().contains(surge.toString()));
        var after = subscriptions.stream()
                .map(one -> Duration.between(asked, one.ended.join()).toMillis())
                .sorted()
                .toList();
        System.out.printf(
                "MEASURED %d followers of anomalies told REVOKED within %d ms of asking for the withdrawal (%d ms of its answer), half of them after %d%n",
                after.size(),
                after.getLast(),
                after.getLast() - Duration.between(asked, withdrawn).toMillis(),
                after.get(after.size() / 2));
    }

    private long told() {
        return hub.number("select count(*) from anomaly where kind <> 'SILENCE'");
    }

    private void append(String series, int hours, boolean surges) {
        var at = new ArrayList<Long>();
        var values = new ArrayList<Double>();
        for (int i = 0; i < hours; i++) {
            at.add(next.toEpochMilli());
            values.add(surges ? 900 : Math.rint(10 * (50 + random.nextGaussian())) / 10);
            next = next.plus(Duration.ofHours(1));
        }
        steward.ask(
                        "mutation ($dataset: ID!, $series: [SeriesObservations!]!, $key: String!) { appendObservations(dataset: $dataset, series: $series, idempotencyKey: $key) { counts { kind count } } }",
                        "dataset",
                        dataset,
                        "series",
                        List.of(Map.of("series", series, "at", at, "values", values)),
                        "key",
                        UUID.randomUUID().toString())
                .data();
    }

    private String consent() {
        return steward.make(
                "mutation ($consent: ConsentInput!, $key: String!) { grantConsent(consent: $consent, idempotencyKey: $key) { id } }",
                "consent",
                Map.of(
                        "consumer", "aphm",
                        "datasets", List.of(dataset),
                        "purposes", List.of("statistics"),
                        "actions", List.of("SUBSCRIBE"),
                        "fields", List.of("measure", "at", "value"),
                        "rowFilter", Map.of("and", List.of())));
    }
}
