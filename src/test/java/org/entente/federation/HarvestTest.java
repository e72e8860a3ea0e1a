package org.entente.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.entente.catalogue.Eventually;
import org.entente.faults.HubClient;
import org.entente.local.Demo;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** A catalogue that changes, harvested by its steward: what readers see of it, and what it costs. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class HarvestTest {
    @Inject
    Demo demo;

    @Inject
    Store store;

    private LoopbackServer server;
    private Steward steward;
    private HubClient citizen;
    private Publication published;
    private String source;

    @BeforeEach
    void register(TestInfo test) throws Exception {
        demo.seeded().get(120, TimeUnit.SECONDS);
        server = new LoopbackServer();
        steward = Steward.of("steward-ville");
        citizen = HubClient.here(null);
        published = new Publication(server, test.getTestMethod().orElseThrow().getName());
        source = steward.register(published.address, SourceFormat.RDF);
    }

    @AfterEach
    void unpublish() {
        published.empty().dataset("last", "Last"); // a source that is emptied altogether counts as broken
        assertThat(steward.harvest(source).path("state").asText()).isEqualTo("COMPLETED");
        server.close();
    }

    @Test
    void what_changed_is_changed_and_what_vanished_is_archived_with_its_history() throws Exception {
        published.dataset("a", "Trees").dataset("b", "Benches").dataset("c", "Fountains");
        assertCounts(steward.harvest(source), 3, 3, 0, 0, 0);
        var vanishing = id("c");

        published.dataset("b", "Benches and chairs").without("c").dataset("d", "Lamps");
        assertCounts(steward.harvest(source), 3, 1, 1, 1, 1);

        assertThat(title(id("a"))).isEqualTo("Trees");
        assertThat(title(id("b"))).isEqualTo("Benches and chairs");
        assertThat(title(id("d"))).isEqualTo("Lamps");
        assertThat(dataset(vanishing).code()).isEqualTo("NOT_FOUND");
        assertThat(history("b")).containsExactly("1 Benches", "2 Benches and chairs");
        assertThat(history("c")).containsExactly("1 Fountains", "2 Fountains archived");

        published.dataset("c", "Fountains");
        assertCounts(steward.harvest(source), 4, 0, 1, 3, 0);
        assertThat(id("c")).isEqualTo(vanishing);
        assertThat(title(vanishing)).isEqualTo("Fountains"); // at once, although it was denied just before
        assertThat(history("c")).containsExactly("1 Fountains", "2 Fountains archived", "3 Fountains");
    }

    @Test
    void a_bad_item_is_set_aside_and_its_neighbours_load() throws Exception {
        published
                .dataset("a", "Trees")
                .item("b", "dct:description \"Nameless\"@en")
                .dataset("c", "Fountains");
        var run = steward.harvest(source);

        assertCounts(run, 3, 2, 0, 0, 0);
        assertThat(run.path("quarantined").asInt()).isEqualTo(1);
        var item = steward.items(run.path("id").asText()).data().at("/edges/0/node");
        assertThat(item.path("key").asText()).isEqualTo(published.key("b"));
        assertThat(item.path("reason").asText()).isEqualTo("It has no title.");
        assertThat(item.path("raw").asText()).contains("Nameless", published.key("b"));
    }

    @Test
    void a_bad_item_that_was_good_before_has_not_vanished() throws Exception {
        published.dataset("a", "Trees").dataset("b", "Benches");
        steward.harvest(source);
        published.item("b", "dct:description \"Nameless\"@en");
        var run = steward.harvest(source);

        assertCounts(run, 2, 0, 0, 1, 0);
        assertThat(run.path("quarantined").asInt()).isEqualTo(1);
        assertThat(title(id("b"))).isEqualTo("Benches");
    }

    @Test
    void a_harvest_without_changes_writes_nothing() throws Exception {
        published.dataset("a", "Trees").dataset("b", "Benches");
        steward.harvest(source);
        var before = written();
        assertCounts(steward.harvest(source), 2, 0, 0, 2, 0);
        assertThat(written()).isEqualTo(before);
    }

    /** Row versions and what each write leaves behind. */
    private String written() throws SQLException {
        return store.text("""
                select jsonb_build_array(
                    (select jsonb_agg(array[id::text, xmin::text, version::text] order by id) from dataset),
                    (select count(*) from dataset_version),
                    (select max(position) from outbox),
                    (select max(position) from audit_event where kind = 'CHANGE'),
                    (select epoch from governance_epoch))
                """);
    }

    @Test
    void the_sources_word_on_who_may_know_is_obeyed_at_once() throws Exception {
        var word = "Zostera";
        published.dataset("a", word + " meadows", "; dct:accessRights right:PUBLIC");
        steward.harvest(source);
        var id = id("a");
        Eventually.is("the dataset is found", () -> found(word) == 1);
        assertThat(title(id)).startsWith(word);

        published.dataset("a", word + " meadows", "; dct:accessRights right:NON_PUBLIC");
        assertCounts(steward.harvest(source), 1, 0, 1, 0, 0);
        assertThat(found(word)).isZero();
        assertThat(dataset(id).code()).isEqualTo("NOT_FOUND");
        assertThat(indices(id)).containsExactly("datasets-hidden");
        assertThat(steward.hub().ask(DATASET, "id", id).data().path("title").asText())
                .startsWith(word);

        published.dataset("a", word + " meadows", "; dct:accessRights right:PUBLIC");
        steward.harvest(source);
        // what is given need not be there at once, what is taken must
        Eventually.is("the dataset is found again", () -> found(word) == 1);
        Eventually.is("it has moved", () -> indices(id).equals(List.of("datasets-public")));
        assertThat(title(id)).startsWith(word);
    }

    @Test
    void an_access_right_that_can_no_longer_be_read_leaves_nothing_open() throws Exception {
        published
                .dataset("a", "Trees", "; dct:accessRights right:PUBLIC")
                .dataset("b", "Files", "; dct:accessRights right:NON_PUBLIC")
                .dataset("c", "Benches", "; dct:accessRights right:PUBLIC");
        steward.harvest(source);

        published
                .dataset("a", "Trees", "; dct:accessRights <urn:ask-us>")
                .dataset("b", "Files", "; dct:accessRights <urn:ask-us>")
                .item("c", "dct:description \"Nameless\"@en; dct:accessRights right:NON_PUBLIC");
        var run = steward.harvest(source);

        assertCounts(run, 3, 0, 2, 0, 0);
        assertThat(run.path("quarantined").asInt()).isEqualTo(3);
        assertThat(levels()).containsExactly("a DISCOVERABLE 2", "b HIDDEN 1", "c HIDDEN 2");
        assertThat(dataset(id("c")).code()).isEqualTo("NOT_FOUND");
        assertThat(history("a")).containsExactly("1 Trees", "2 Trees");
        assertCounts(steward.harvest(source), 3, 0, 0, 0, 0);

        published.dataset("a", "Trees", "; dct:accessRights right:PUBLIC");
        assertCounts(steward.harvest(source), 3, 0, 1, 0, 0);
        assertThat(levels()).containsExactly("a OPEN 3", "b HIDDEN 1", "c HIDDEN 2");
    }

    private List<String> levels() throws SQLException {
        return store.texts("""
                select concat_ws(' ', right(source_key, 1), access_level, version) from dataset
                where source = ?::uuid order by source_key
                """, source);
    }

    private long found(String word) {
        return citizen.ask("query($word: String!) { datasets(query: $word) { totalCount } }", "word", word)
                .data()
                .path("totalCount")
                .asLong();
    }

    private static List<String> indices(String id) {
        var node = "http://" + ConfigProvider.getConfig().getValue("quarkus.elasticsearch.hosts", String.class);
        return Stream.of("datasets-public", "datasets-hidden")
                .filter(index ->
                        RestAssured.get(node + "/" + index + "/_doc/" + id).statusCode() == 200)
                .toList();
    }

    @Test
    void while_a_run_goes_on_readers_see_the_former_content_and_no_second_run_starts() throws Exception {
        for (int i = 0; i < 50; i++) {
            published.dataset("d" + i, "Former");
        }
        steward.harvest(source);
        for (int i = 0; i < 50; i++) {
            published.dataset("d" + i, "Latter");
        }
        var slow = new Gate(published);
        server.on("/slow", slow);
        published.item("more", "<http://www.w3.org/ns/hydra/core#next> <%s>".formatted(server.address("/slow")));

        var run = steward.start(source).data();
        assertThat(run.path("state").asText()).isEqualTo("RUNNING");
        slow.reached.await(30, TimeUnit.SECONDS);
        assertThat(titles()).containsOnly("Former");
        assertThat(steward.start(source).code()).isEqualTo("CONFLICT");
        assertThat(steward.runs(source).data().at("/edges/0/node/state").asText())
                .isEqualTo("RUNNING");

        var seen = new HashSet<Set<String>>();
        var ended = CompletableFuture.supplyAsync(
                () -> steward.awaitEnd(run.path("id").asText()));
        slow.open.countDown();
        while (!ended.isDone()) {
            seen.add(titles());
        }
        assertThat(ended.join().path("updated").asInt()).isEqualTo(50);
        assertThat(titles()).containsOnly("Latter");
        assertThat(seen).isSubsetOf(Set.of("Former"), Set.of("Latter"));
        published.without("more");
    }

    /** The second page of a catalogue, which is empty and comes when the gate is opened. */
    private record Gate(Publication of, CountDownLatch reached, CountDownLatch open) implements LoopbackServer.Handler {
        Gate(Publication of) {
            this(of, new CountDownLatch(1), new CountDownLatch(1));
        }

        @Override
        public void handle(HttpExchange exchange) throws IOException, InterruptedException {
            reached.countDown();
            open.await(30, TimeUnit.SECONDS);
            LoopbackServer.answer(exchange, "text/turtle", "# nothing more\n".getBytes());
        }
    }

    private Set<String> titles() throws SQLException {
        return Set.copyOf(store.texts(
                "select draft #>> '{titles,en}' from dataset where source = ?::uuid and archived_at is null", source));
    }

    @Test
    void another_partners_source_is_not_found() {
        published.item("b", "dct:description \"Nameless\"@en");
        var run = steward.harvest(source).path("id").asText();
        var other = Steward.of("steward-aphm");

        assertThat(other.start(source).code()).isEqualTo("NOT_FOUND");
        assertThat(other.runs(source).code()).isEqualTo("NOT_FOUND");
        assertThat(other.items(run).code()).isEqualTo("NOT_FOUND");
        assertThat(other.start(UUID.randomUUID().toString()).code()).isEqualTo("NOT_FOUND");
        var heard = other.hub().listen("subscription { harvestProgress(run: \"%s\") { state } }".formatted(run));
        assertThat(heard).hasSize(1);
        assertThat(heard.getFirst().code()).isEqualTo("NOT_FOUND");
        assertThat(sources(other))
                .isNotEmpty()
                .noneMatch(node -> node.path("id").asText().equals(source));
        assertThat(new Steward(HubClient.here("agent-aphm")).start(source).code())
                .isEqualTo("ACCESS_DENIED");
        assertThat(new Steward(citizen).start(source).code()).isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void a_steward_lists_the_partners_sources_page_by_page() {
        var listed = sources(steward);
        assertThat(listed).extracting(node -> node.path("owner").asText()).containsOnly("ville");
        assertThat(listed)
                .extracting(node -> node.path("id").asText())
                .contains(source)
                .doesNotHaveDuplicates();
    }

    private static List<JsonNode> sources(Steward steward) {
        var sources = new ArrayList<JsonNode>();
        String after = null;
        do {
            var page = steward.hub()
                    .ask(
                            "query($after: String) { harvestSources(first: 2, after: $after) {"
                                    + " edges { node { id owner address } } pageInfo { hasNextPage endCursor } } }",
                            "after",
                            after)
                    .data();
            page.path("edges").forEach(edge -> sources.add(edge.path("node")));
            after = page.at("/pageInfo/hasNextPage").asBoolean()
                    ? page.at("/pageInfo/endCursor").asText()
                    : null;
        } while (after != null);
        return sources;
    }

    @Test
    void registering_again_with_the_same_key_makes_no_second_source() {
        var input = Map.of(
                "address",
                server.address("/again.ttl").toString(),
                "format",
                "RDF",
                "defaultAccessLevel",
                "OPEN",
                "defaultRegime",
                "NONE");
        var key = UUID.randomUUID().toString();
        var first = steward.register(input, key).data();
        assertThat(steward.register(input, key).data()).isEqualTo(first);
        assertThat(steward.register(input, UUID.randomUUID().toString()).code()).isEqualTo("BAD_INPUT");
    }

    private static final String DATASET = "query($id: ID!) { dataset(id: $id) { title version } }";

    private HubClient.Answer dataset(String id) {
        return citizen.ask(DATASET, "id", id);
    }

    private String title(String id) {
        return dataset(id).data().path("title").asText();
    }

    private String id(String dataset) throws SQLException {
        return store.text(
                "select id from dataset where source = ?::uuid and source_key = ?", source, published.key(dataset));
    }

    private List<String> history(String dataset) throws SQLException {
        return store.texts("""
                select concat_ws(' ', version, draft #>> '{titles,en}', case when archived_at is not null then 'archived' end)
                from dataset_version where dataset = ?::uuid order by version
                """, id(dataset));
    }

    private static void assertCounts(JsonNode run, int read, int created, int updated, int unchanged, int archived) {
        assertThat(run.path("state").asText()).as(run.toString()).isEqualTo("COMPLETED");
        assertThat(List.of("read", "created", "updated", "unchanged", "archived"))
                .extracting(name -> run.path(name).asInt())
                .as(run.toString())
                .containsExactly(read, created, updated, unchanged, archived);
    }
}
