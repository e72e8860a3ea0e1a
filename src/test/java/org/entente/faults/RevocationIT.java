package org.entente.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.entente.catalogue.Eventually;
import org.entente.federation.LoopbackServer;
import org.entente.federation.Publication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A consent that is withdrawn at one hub ends what stands on it at both, within a second, and nothing ends as if it were whole. */
@ExtendWith(TwoHubs.class)
class RevocationIT {
    private static final int SUBSCRIPTIONS_A_HUB = 500;
    private static final int DOWNLOADS_A_HUB = 10;
    private static final int ROWS = 250_000;
    private static final int LAST = 2;
    private static final Duration PROMISED_AND_NOISE = Duration.ofSeconds(5);
    private static final Executor READERS = Executors.newVirtualThreadPerTaskExecutor();

    private static final LoopbackServer PARTNER = new LoopbackServer();
    private final HubProcess hub = TwoHubs.HUB;
    private final HubProcess replica = TwoHubs.REPLICA;
    private final HubClient steward = hub.as("steward-ville");
    private final HubClient reader = hub.as("agent-aphm", "statistics");

    @BeforeAll
    static void publish() {
        PARTNER.on("/file.csv", exchange -> LoopbackServer.answer(exchange, "text/csv", csv()));
    }

    @AfterAll
    static void stop() {
        PARTNER.close();
    }

    /** A download whose reader takes its first bytes, and the rest when it is told to. */
    private record Download(InputStream body) {
        /** When it broke off; a good end is none. */
        private Instant readToItsEnd() {
            try (body) {
                body.transferTo(OutputStreamOfNothing.INSTANCE);
                return null;
            } catch (IOException broken) {
                return Instant.now();
            }
        }
    }

    private static final class OutputStreamOfNothing extends java.io.OutputStream {
        static final OutputStreamOfNothing INSTANCE = new OutputStreamOfNothing();

        @Override
        public void write(int oneByte) {}

        @Override
        public void write(byte[] bytes, int from, int length) {}
    }

    @Test
    void subscriptions_and_downloads_are_cut_off_on_both_hubs() throws Exception {
        var dataset = datasetWithRecords();
        var consent = consent(dataset);
        var subscriptions = new ArrayList<Conversation>();
        var downloads = new ArrayList<Download>();
        for (var address : List.of(hub.address(), replica.address())) {
            for (int i = 0; i < SUBSCRIPTIONS_A_HUB; i++) {
                subscriptions.add(subscribe(reader.at(address), dataset));
            }
            for (int i = 0; i < DOWNLOADS_A_HUB; i++) {
                downloads.add(download(reader.at(address), dataset));
            }
        }
        Eventually.is("all are open", () -> {
            append(dataset, 1);
            return subscriptions.stream().noneMatch(one -> one.heard().isEmpty());
        });
        // else they are still being told of what came meanwhile when their consent goes
        append(dataset, LAST);
        Eventually.is(
                "all have been told everything",
                () -> subscriptions.stream().allMatch(one -> number(one.heard().getLast()) == LAST));
        Eventually.is("the hubs are at rest", this::areAtRest);
        assertThat(subscriptions.stream().filter(Conversation::hasEnded).map(Conversation::heard))
                .as("none ends before")
                .isEmpty();

        var before = processorTimes();
        withdraw(consent);
        var withdrawn = Instant.now();
        var broken = downloads.stream()
                .map(one -> CompletableFuture.supplyAsync(one::readToItsEnd, READERS))
                .toList();
        Eventually.is("all have ended", () -> subscriptions.stream().allMatch(Conversation::hasEnded));

        var after = processorTimes();
        var subscriptionsEnded = subscriptions.stream().map(one -> one.ended.join());
        var downloadsEnded = broken.stream().map(CompletableFuture::join).toList();
        assertThat(downloadsEnded).as("none ends as if it were whole").doesNotContainNull();
        assertThat(subscriptions)
                .allMatch(one -> one.heard().getLast().code().equals("REVOKED"))
                .allMatch(one -> one.heard().stream()
                                .filter(said -> !said.code().isEmpty())
                                .count()
                        == 1);
        tell("subscriptions", subscriptions.size(), withdrawn, subscriptionsEnded);
        tell("downloads", downloads.size(), withdrawn, downloadsEnded.stream());
        tell(before, after);
        assertAudited(dataset);
        for (var address : List.of(hub.address(), replica.address())) {
            assertThat(reader.at(address)
                            .get("/data/" + dataset, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    private static void tell(String what, int count, Instant withdrawn, Stream<Instant> ends) {
        var after = ends.map(end -> Duration.between(withdrawn, end)).sorted().toList();
        var longest = after.getLast();
        System.out.printf(
                "MEASURED %d %s cut off within %d ms of the withdrawal, the first after %d, half of them after %d%n",
                count,
                what,
                longest.toMillis(),
                after.getFirst().toMillis(),
                after.get(count / 2).toMillis());
        assertThat(longest).isLessThan(PROMISED_AND_NOISE);
    }

    /** Hubs that have just begun compile what they ran, which has no part in what a withdrawal costs. */
    private boolean areAtRest() throws InterruptedException {
        var before = processorTimes();
        var passed = Duration.ofMillis(500);
        Thread.sleep(passed);
        return taken(before, processorTimes()).allMatch(taken -> taken.compareTo(passed.dividedBy(10)) < 0);
    }

    private static Stream<Duration> taken(List<Duration> before, List<Duration> after) {
        return IntStream.range(0, before.size()).mapToObj(i -> after.get(i).minus(before.get(i)));
    }

    /** Of the hub, its replica and the readers: what a busy machine makes late costs the same. */
    private List<Duration> processorTimes() {
        return List.of(
                hub.processorTime(),
                replica.processorTime(),
                ProcessHandle.current().info().totalCpuDuration().orElseThrow());
    }

    private static void tell(List<Duration> before, List<Duration> after) {
        var taken = taken(before, after).map(each -> each.toMillis() + " ms").collect(Collectors.joining(", "));
        System.out.printf(
                "MEASURED processor time of hub, replica and readers until then %s; load average %.1f%n",
                taken, ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private void assertAudited(String dataset) throws Exception {
        var ends = "select row_count from audit_event where action = 'EXPORT' and dataset = '" + dataset
                + "' and detail ->> 'download' = 'cut off' and detail ->> 'reason' = 'REVOKED'";
        Eventually.is("their ends are written", () -> hub.texts(ends).size() == 2 * DOWNLOADS_A_HUB);
        assertThat(hub.texts(ends)).allMatch(rows -> Long.parseLong(rows) > 0 && Long.parseLong(rows) < ROWS);
    }

    private static Conversation subscribe(HubClient client, String dataset) {
        return client.subscribe(
                "subscription ($id: ID!) { recordChanges(dataset: $id) { record { id values } } }", "id", dataset);
    }

    private static Download download(HubClient client, String dataset) throws Exception {
        var response = client.get("/data/" + dataset + "?format=csv", HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body().readNBytes(1_000)).hasSize(1_000);
        return new Download(response.body());
    }

    private static int number(HubClient.Answer told) {
        return told.data().at("/record/values/number").asInt();
    }

    private void append(String dataset, int number) {
        steward.ask(
                        "mutation ($id: ID!, $key: String!, $rows: [JSON!]!) { appendRecords(dataset: $id, records: $rows, idempotencyKey: $key) { appended } }",
                        "id",
                        dataset,
                        "rows",
                        List.of(Map.of("number", number)),
                        "key",
                        UUID.randomUUID().toString())
                .data();
    }

    private String consent(String dataset) {
        var consent = Map.of(
                "consumer", "aphm",
                "datasets", List.of(dataset),
                "purposes", List.of("statistics"),
                "actions", List.of("EXPORT", "SUBSCRIBE"),
                "fields", List.of("number", "name"),
                "rowFilter", Map.of("and", List.of()));
        return steward.make(
                "mutation ($consent: ConsentInput!, $key: String!) { grantConsent(consent: $consent, idempotencyKey: $key) { id } }",
                "consent",
                consent);
    }

    private void withdraw(String consent) {
        steward.ask("mutation ($id: ID!) { withdrawConsent(id: $id, expectedVersion: 1) { id } }", "id", consent)
                .data();
    }

    private String datasetWithRecords() throws Exception {
        var published = new Publication(PARTNER, "restricted")
                .dataset(
                        "records",
                        "Records",
                        "; dct:accessRights right:RESTRICTED ; dcat:distribution [ dcat:downloadURL <%s> ; dct:format \"CSV\" ]"
                                .formatted(PARTNER.address("/file.csv")));
        var source = Map.of(
                "address", published.address.toString(),
                "format", "RDF",
                "defaultAccessLevel", "OPEN",
                "defaultRegime", "NONE");
        var registered = steward.make(
                "mutation ($source: SourceInput!, $key: String!) { registerSource(source: $source, idempotencyKey: $key) { id } }",
                "source",
                source);
        steward.ask("mutation ($id: ID!) { harvest(source: $id) { id } }", "id", registered)
                .data();
        var find = "select id from dataset where source_key = '" + published.key("records") + "'";
        Eventually.is("it is in the catalogue", () -> !hub.texts(find).isEmpty());
        var id = hub.text(find);
        JsonNode load = steward.ask("mutation ($id: ID!) { loadRecords(dataset: $id) { loaded reason } }", "id", id)
                .data();
        assertThat(load.path("loaded").asInt()).as(load.toString()).isEqualTo(ROWS);
        return id;
    }

    private static byte[] csv() {
        var text = new StringBuilder("number,name,secret\n");
        for (int i = 0; i < ROWS; i++) {
            text.append(i)
                    .append(",A row that is long enough to fill what lies between hub and reader and has number ")
                    .append(i)
                    .append(",s\n");
        }
        return text.toString().getBytes();
    }
}
