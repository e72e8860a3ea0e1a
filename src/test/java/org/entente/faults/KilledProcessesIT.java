package org.entente.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.entente.catalogue.Eventually;
import org.entente.federation.LoopbackServer;
import org.entente.federation.Publication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nothing acknowledged is lost when one process is killed: the hub in the midst of its work, or its search. */
class KilledProcessesIT {
    private static final int FORMER_ROWS = 1_000;
    private static final int LATTER_ROWS = 300_000;
    private static final int MANY = 4_000;

    private static final LoopbackServer PARTNER = new LoopbackServer();
    private static HubProcess hub;
    private static byte[] file;

    private final HubClient steward = hub.as("steward-ville");

    @BeforeAll
    static void start() throws Exception {
        hub = new HubProcess(Path.of("target", "faults"), HubProcess.FIRST_COMPILER_ONLY);
        hub.start();
        try (var database = hub.database()) {
            database.createStatement()
                    .execute("insert into partner (id, names) values ('ville', '{\"fr\": \"Ville\"}')");
        }
        PARTNER.on("/file.csv", exchange -> LoopbackServer.answer(exchange, "text/csv", file));
    }

    @AfterAll
    static void stop() {
        hub.stop();
        PARTNER.close();
    }

    @Test
    void nothing_acknowledged_is_lost_when_search_and_then_the_hub_are_killed_in_the_midst_of_their_work()
            throws Exception {
        var records = datasetWithRecords();
        killSearchWhileItIndexes();
        assertWorksWithoutSearch(records);

        var slow = new Publication(PARTNER, "slow").dataset("a", "Trees").dataset("b", "Benches");
        var source = harvestThatWaits(slow);
        var load = loadThatIsUnderWay(records);
        var acknowledged = acknowledged();
        var servers = hub.servers();
        hub.kill();
        assertThat(load).failsWithin(30, TimeUnit.SECONDS);
        assertThat(hub.leftovers()).as("of the file and the first page").isNotEmpty();
        slow.item("c", "dct:title \"Lamps\"@en");
        hub.start(); // at once: it waits by itself for the servers of the killed one to end

        assertThat(servers).hasSizeGreaterThan(4).noneMatch(ProcessHandle::isAlive);
        assertThat(acknowledged()).isEqualTo(acknowledged);
        assertHarvestedAgain(source, slow);
        assertFormerRecordsAreWhole(records);
        assertThat(load(hub.as("steward-ville"), records).path("loaded").asInt())
                .isEqualTo(LATTER_ROWS);
        assertThat(rows(records)).isEqualTo(LATTER_ROWS);
        assertSearchAgrees();
    }

    /** Twice: what was acknowledged is there, what was not can be sent again, and each score is what it would have been. */
    @Test
    void no_observation_is_lost_and_no_score_changes_when_the_hub_is_killed_while_it_takes_and_scores()
            throws Exception {
        var sensors = new Sensors(hub, sensorsDataset(), "s");
        for (int kill = 0; kill < 2; kill++) {
            var appending = CompletableFuture.runAsync(sensors::appendUntilItFails);
            int taken = sensors.acknowledged();
            Eventually.is(
                    "calls are taken, and some wait to be scored",
                    () -> sensors.acknowledged() >= taken + 5
                            && hub.number("select count(*) from scoring_due") > 0
                            && hub.number("select count(*) from score") > 0);
            hub.kill();
            appending.get(1, TimeUnit.MINUTES);
            hub.start();
            sensors.assertAcknowledgedIsThere();
        }
        sensors.appendTheRest();

        Eventually.is("all is scored", () -> hub.number("select count(*) from scoring_due") == 0);
        sensors.assertScoredAsWithoutAnyKill();
    }

    private String sensorsDataset() throws Exception {
        var published = new Publication(PARTNER, "sensors").dataset("noise", "Noise");
        var run = harvest(register(published.address));
        Eventually.is("the catalogue is there", () -> ended(run));
        return hub.text("select id from dataset where source_key = '%s'".formatted(published.key("noise")));
    }

    private void killSearchWhileItIndexes() throws Exception {
        var many = new Publication(PARTNER, "many");
        for (int i = 0; i < MANY; i++) {
            many.dataset("d" + i, "Dataset " + i);
        }
        var run = harvest(register(many.address));
        Eventually.is("part of it is indexed", () -> {
            var waiting = waiting();
            return ended(run) && waiting > 0 && waiting < MANY;
        });
        hub.killServer("LocalNode");
        assertThat(waiting()).as("killed in the midst").isPositive();
    }

    private static void assertWorksWithoutSearch(String records) {
        assertThat(search().code()).isEqualTo("SEARCH_UNAVAILABLE");
        assertThat(hub.as(null).ask("{ anomalies { totalCount } }").code()).isEqualTo("SEARCH_UNAVAILABLE");
        var dataset = hub.as(null).ask("{ dataset(id: \"%s\") { title } }".formatted(records));
        assertThat(dataset.data().path("title").asText()).isEqualTo("Records");
        var rows = hub.as(null)
                .ask("{ records(dataset: \"%s\", first: 1) { edges { node { values } } } }".formatted(records));
        assertThat(rows.data().path("edges")).hasSize(1);
    }

    /** Its second page never comes. */
    private String harvestThatWaits(Publication slow) throws Exception {
        var asked = new CountDownLatch(1);
        PARTNER.on("/never", exchange -> {
            asked.countDown();
            new CountDownLatch(1).await(3, TimeUnit.MINUTES);
        });
        slow.item("c", "<http://www.w3.org/ns/hydra/core#next> <%s>".formatted(PARTNER.address("/never")));
        var source = register(slow.address);
        harvest(source);
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        return source;
    }

    private CompletableFuture<JsonNode> loadThatIsUnderWay(String records) throws Exception {
        file = csv(LATTER_ROWS);
        var load = CompletableFuture.supplyAsync(() -> load(steward, records));
        Eventually.is(
                "rows are on their way",
                () -> hub.number("select coalesce(max(tuples_processed), 0) from pg_stat_progress_copy") > 0);
        return load;
    }

    /** What callers were told is done. */
    private static List<String> acknowledged() {
        return hub.texts("""
                select id || ' ' || version from dataset where source_key not like '%/slow/%'
                union all select id || ' ' || address from harvest_source
                union all select position || ' ' || action from audit_event where detail::text not like '%"created": 3%'
                union all select dataset || ' ' || name from record_table
                order by 1
                """);
    }

    private static void assertHarvestedAgain(String source, Publication slow) throws Exception {
        Eventually.is(
                "the source is read again",
                () -> hub.texts("""
                select concat_ws(' ', state, code) from harvest_run where source = '%s' order by started_at
                """.formatted(source)).equals(List.of("FAILED hub.interrupted", "COMPLETED")));
        assertThat(hub.texts("select source_key from dataset where source = '%s' order by 1".formatted(source)))
                .containsExactly(slow.key("a"), slow.key("b"), slow.key("c"));
        Eventually.is("no file stays behind", () -> hub.leftovers().isEmpty());
    }

    private static void assertFormerRecordsAreWhole(String records) {
        assertThat(hub.texts("select concat_ws(' ', state, reason) from record_load order by started_at"))
                .containsExactly("COMPLETED", "FAILED interrupted: the hub was stopped during this load");
        assertThat(rows(records)).isEqualTo(FORMER_ROWS);
        assertThat(hub.texts("select tablename from pg_tables where schemaname = 'records'"))
                .isEqualTo(hub.texts("select name from record_table"));
    }

    private static boolean ended(String run) {
        var state = hub.text("select concat_ws(' ', state, code) from harvest_run where id = '%s'".formatted(run));
        assertThat(state).isIn("RUNNING", "COMPLETED");
        return state.equals("COMPLETED");
    }

    private static long waiting() {
        return hub.number("select count(*) from outbox where delivered_at is null");
    }

    private static HubClient.Answer search() {
        return hub.as(null).ask("{ datasets(first: 1) { totalCount } }");
    }

    /** The same ids in PostgreSQL and in Elasticsearch, once nothing waits. */
    private static void assertSearchAgrees() throws Exception {
        Eventually.is("all is indexed", () -> waiting() == 0);
        json(hub.search() + "/datasets-public/_refresh");
        var found = new TreeSet<String>();
        json(hub.search() + "/datasets-public/_search?size=10000&_source=false")
                .at("/hits/hits")
                .forEach(hit -> found.add(hit.path("_id").asText()));
        assertThat(found).isEqualTo(new TreeSet<>(hub.texts("select id from dataset where archived_at is null")));
    }

    private static JsonNode json(String address) throws IOException {
        return new ObjectMapper().readTree(URI.create(address).toURL());
    }

    private String datasetWithRecords() throws Exception {
        var published = new Publication(PARTNER, "published")
                .dataset(
                        "records",
                        "Records",
                        "; dcat:distribution [ dcat:downloadURL <%s> ; dct:format \"CSV\" ]"
                                .formatted(PARTNER.address("/file.csv")));
        var run = harvest(register(published.address));
        Eventually.is("the catalogue is there", () -> ended(run));
        var id = hub.text("select id from dataset where source_key = '%s'".formatted(published.key("records")));
        file = csv(FORMER_ROWS);
        assertThat(load(steward, id).path("loaded").asInt()).isEqualTo(FORMER_ROWS);
        return id;
    }

    private static byte[] csv(int rows) {
        var text = new StringBuilder("number,name,at\n");
        for (int i = 0; i < rows; i++) {
            text.append(i).append(",Row number ").append(i).append(",2026-05-01T08:30:00Z\n");
        }
        return text.toString().getBytes();
    }

    private String register(URI address) {
        var source = Map.of(
                "address", address.toString(), "format", "RDF", "defaultAccessLevel", "OPEN", "defaultRegime", "NONE");
        return steward.ask(
                        "mutation($source: SourceInput!, $key: String!)"
                                + " { registerSource(source: $source, idempotencyKey: $key) { id } }",
                        "source",
                        source,
                        "key",
                        UUID.randomUUID().toString())
                .data()
                .path("id")
                .asText();
    }

    private String harvest(String source) {
        return steward.ask("mutation { harvest(source: \"%s\") { id } }".formatted(source))
                .data()
                .path("id")
                .asText();
    }

    private static JsonNode load(HubClient steward, String dataset) {
        return steward.ask("mutation { loadRecords(dataset: \"%s\") { state loaded reason } }".formatted(dataset))
                .data();
    }

    private static long rows(String dataset) {
        return hub.number("select count(*) from records."
                + hub.text("select name from record_table where dataset = '%s'".formatted(dataset)));
    }
}
