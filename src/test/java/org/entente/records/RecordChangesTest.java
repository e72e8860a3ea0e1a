package org.entente.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.entente.access.Access;
import org.entente.access.MaskKeys;
import org.entente.access.PermitWatch;
import org.entente.access.Request;
import org.entente.catalogue.Eventually;
import org.entente.faults.Conversation;
import org.entente.faults.HubClient;
import org.entente.federation.LoopbackServer;
import org.entente.federation.Publication;
import org.entente.federation.SourceFormat;
import org.entente.federation.Steward;
import org.entente.federation.Store;
import org.entente.identity.Caller;
import org.entente.kernel.Filter;
import org.entente.local.Demo;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Rows that are appended: taken or told why not, and told to subscribers, to each what they may see at that moment. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class RecordChangesTest {
    private static final String APPEND = """
            mutation ($dataset: ID!, $records: [JSON!]!, $key: String!) {
                appendRecords(dataset: $dataset, records: $records, idempotencyKey: $key) { appended rejected { index reason } } }
            """;
    private static final String CHANGES = """
            subscription ($dataset: ID!, $filter: Filter) {
                news: recordChanges(dataset: $dataset, filter: $filter) { kind record { id values masked } } }
            """;

    private final HubClient reader = HubClient.here("agent-rtm", "statistics");
    private final List<Conversation> conversations = new ArrayList<>();
    private final List<String> consents = new ArrayList<>();

    @Inject
    Demo demo;

    @Inject
    Store store;

    @Inject
    ChangeFeed feed;

    @Inject
    RecordAppends appends;

    @Inject
    Access access;

    @Inject
    PermitWatch watch;

    @Inject
    RecordShapes shapes;

    @Inject
    GrantedRowsCache grants;

    @Inject
    MaskKeys keys;

    private LoopbackServer server;
    private Steward steward;
    private Publication published;
    private String source;
    private String dataset;

    @BeforeEach
    void publish(TestInfo test) throws Exception {
        demo.seeded().get(120, TimeUnit.SECONDS); // it defines the areas of the city
        server = new LoopbackServer();
        server.on(
                "/file",
                exchange -> LoopbackServer.answer(
                        exchange,
                        "",
                        "code,level,note,at,longitude,latitude\nA,1,first,2026-05-01,5.4,43.3\n".getBytes()));
        steward = Steward.of("steward-ville");
        published = new Publication(
                server, "changes-" + test.getTestMethod().orElseThrow().getName());
        published.dataset(
                "levels",
                "Levels",
                "; dct:accessRights right:RESTRICTED ; dcat:distribution [ dcat:downloadURL <%s> ; dct:format \"CSV\" ]"
                        .formatted(server.address("/file")));
        source = steward.register(published.address, SourceFormat.RDF);
        assertThat(steward.harvest(source).path("state").asText()).isEqualTo("COMPLETED");
        dataset = store.text("select id from dataset where source_key = ?", published.key("levels"));
        assertThat(steward.hub()
                        .ask("mutation ($id: ID!) { loadRecords(dataset: $id) { loaded } }", "id", dataset)
                        .data()
                        .path("loaded")
                        .asInt())
                .isEqualTo(1);
    }

    @AfterEach
    void end() {
        conversations.forEach(Conversation::close);
        consents.forEach(this::withdraw);
        published.empty().dataset("last", "Last");
        steward.harvest(source);
        server.close();
    }

    private String grant(String fields, String rows) {
        var consent = json(
                "{'consumer': 'rtm', 'datasets': ['%s'], 'purposes': ['statistics'], 'actions': ['SUBSCRIBE'], 'fields': [%s], 'rowFilter': %s}"
                        .formatted(dataset, fields, rows));
        var id = steward.hub()
                .ask(
                        "mutation ($consent: ConsentInput!, $key: String!) { grantConsent(consent: $consent, idempotencyKey: $key) { id } }",
                        "consent",
                        consent,
                        "key",
                        UUID.randomUUID().toString())
                .data()
                .path("id")
                .asText();
        consents.add(id);
        return id;
    }

    private void withdraw(String consent) {
        steward.hub().ask("mutation ($id: ID!) { withdrawConsent(id: $id, expectedVersion: 1) { id } }", "id", consent);
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (Exception e) {
            throw new AssertionError(text, e);
        }
    }

    private HubClient.Answer append(HubClient by, String key, String records) {
        return by.ask(APPEND, "dataset", dataset, "records", json(records), "key", key);
    }

    private HubClient.Answer append(String records) {
        return append(steward.hub(), UUID.randomUUID().toString(), records);
    }

    /** Returns when the hub listens for it. */
    private Conversation subscribe(HubClient by, String filter) throws Exception {
        int before = feed.subscribers();
        var conversation = by.subscribe(CHANGES, "dataset", dataset, "filter", filter == null ? null : json(filter));
        conversations.add(conversation);
        Eventually.is("it is subscribed or refused", () -> feed.subscribers() > before || conversation.hasEnded());
        return conversation;
    }

    private static List<String> codes(Conversation conversation) {
        return conversation.heard().stream()
                .map(answer -> answer.body().at("/data/news/record/values/code").asText())
                .toList();
    }

    private static void heard(Conversation conversation, String... codes) throws Exception {
        Eventually.is("all is told", () -> conversation.heard().size() >= codes.length);
        assertThat(codes(conversation)).containsExactlyInAnyOrder(codes);
    }

    private static void endsWith(Conversation conversation, String code) throws Exception {
        Eventually.is("it ends", conversation::hasEnded);
        assertThat(conversation.heard().getLast().code()).isEqualTo(code);
        assertThat(conversation.heard().getLast().body().path("data").isNull()).isTrue();
    }

    @Test
    void rows_that_suit_are_added_the_others_are_told_with_their_reasons() throws Exception {
        var rows =
                "[{'code': 'B', 'level': 2, 'at': '2026-05-02T10:00:00Z', 'location': {'type': 'Point', 'coordinates': [5.37, 43.29]}},"
                        + " {'code': 'C', 'level': 'high'}, {'code': 'D', 'lvl': 3}, {}, {'code': 'E', 'level': null},"
                        + " {'code': true}, {'code': 'F', 'level': '2'}, {'code': 'G', 'location': 'POINT(1 2)'}, {'code': 'H', 'at': 5}]";
        var key = UUID.randomUUID().toString();
        var first = append(steward.hub(), key, rows).data();

        assertThat(first.path("appended").asInt()).isEqualTo(2);
        assertThat(first.path("rejected").toString())
                .isEqualTo(
                        "[{\"index\":1,\"reason\":\"level: A number is expected\"},"
                                + "{\"index\":2,\"reason\":\"lvl: There is no such field\"},"
                                + "{\"index\":3,\"reason\":\"It has none of the dataset's fields\"},"
                                + "{\"index\":5,\"reason\":\"code: A text is expected\"},"
                                + "{\"index\":6,\"reason\":\"level: A number is expected\"},"
                                + "{\"index\":7,\"reason\":\"location: A GeoJSON point is expected, such as {\\\"type\\\": \\\"Point\\\", \\\"coordinates\\\": [5.37, 43.3]}\"},"
                                + "{\"index\":8,\"reason\":\"at: An ISO 8601 instant with its offset is expected, such as 2026-05-01T08:30:00Z\"}]");
        assertThat(append(steward.hub(), key, rows).data()).isEqualTo(first);
        assertThat(append(steward.hub(), key, "[{'code': 'Z'}]").code()).isEqualTo("CONFLICT");

        appends.forgetOld();
        assertThat(append(steward.hub(), key, rows).data()).isEqualTo(first);
        store.text(
                "update record_append set created_at = now() - interval '32 days' where dataset = ?::uuid returning id",
                dataset);
        appends.forgetOld();
        assertThat(store.texts("select id from record_append where dataset = ?::uuid", dataset))
                .isEmpty();
        var records = steward.hub()
                .ask(
                        "query ($id: ID!) { records(dataset: $id, orderBy: [{field: \"code\"}]) { edges { node { values } } } }",
                        "id",
                        dataset)
                .data();
        assertThat(records.findValuesAsText("code")).containsExactly("A", "B", "E");
        assertThat(records.at("/edges/1/node/values/location/coordinates").toString())
                .isEqualTo("[5.37,43.29]");
        assertThat(store.text("select row_count from record_table where dataset = ?::uuid", dataset))
                .isEqualTo("3");
        assertThat(store.texts(
                        "select detail ->> 'appended' from audit_event where action = 'appendRecords' and dataset = ?::uuid",
                        dataset))
                .containsExactly("2");
    }

    @Test
    void only_the_owner_adds() {
        assertThat(append(HubClient.here("steward-aphm"), "12345678", "[{'code': 'B'}]")
                        .code())
                .isEqualTo("ACCESS_DENIED");
        assertThat(append(HubClient.here("agent-rtm"), "12345678", "[{'code': 'B'}]")
                        .code())
                .isEqualTo("ACCESS_DENIED");
        assertThat(append("[" + "{},".repeat(1_000) + "{}]").code()).isEqualTo("BAD_INPUT");
        assertThat(steward.hub()
                        .ask(
                                APPEND,
                                "dataset",
                                UUID.randomUUID().toString(),
                                "records",
                                json("[{}]"),
                                "key",
                                "12345678")
                        .code())
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void each_subscriber_is_told_what_they_may_see_and_asked_for() throws Exception {
        grant("'code', 'level'", "{'le': {'field': 'level', 'value': 5}}");
        grant("'code', 'note'", "{'eq': {'field': 'code', 'value': 'noted'}}");
        var all = subscribe(reader, null);
        var some = subscribe(reader, "{'prefix': {'field': 'code', 'value': 'x'}}");
        var owner = subscribe(steward.hub(), "{'gt': {'field': 'level', 'value': 5}}");
        var position = store.text("select max(position) from audit_event");

        append(
                "[{'code': 'x1', 'level': 5, 'note': 'n'}, {'code': 'hidden', 'level': 6}, {'code': 'noted', 'level': 9, 'note': 'n'}]");
        append("[{'code': 'y1', 'level': 2, 'note': 'n'}, {'code': 'hidden', 'level': null}]");

        heard(all, "x1", "noted", "y1");
        heard(some, "x1");
        heard(owner, "hidden", "noted");
        var first = some.heard().getFirst().body();
        assertThat(first.at("/data/news/kind").asText()).isEqualTo("ADDED");
        assertThat(first.at("/data/news/record/values").toString()).isEqualTo("{\"code\":\"x1\",\"level\":5}");
        assertThat(first.at("/data/news/record/masked").toString()).isEqualTo("[\"note\",\"at\",\"location\"]");
        assertThat(first.at("/extensions/governance")
                        .path("/news")
                        .path("action")
                        .asText())
                .isEqualTo("SUBSCRIBE");
        var audited = store.texts(
                "select caller || ' ' || row_count from audit_event where action = 'SUBSCRIBE'"
                        + " and dataset = ?::uuid and position > ?::bigint",
                dataset,
                position);
        assertThat(audited.stream()
                        .filter(event -> event.startsWith("agent-rtm"))
                        .mapToInt(event -> Integer.parseInt(event.split(" ")[1]))
                        .sum())
                .as("a batch has one event")
                .isEqualTo(4);
    }

    @Test
    void a_subscription_ends_when_its_permit_does() throws Exception {
        var consent = grant("'code'", "{'and': []}");
        var told = subscribe(reader, null);
        append("[{'code': 'B'}]");
        heard(told, "B");

        withdraw(consent);

        endsWith(told, "REVOKED");
        assertThat(told.heard()).hasSize(2);
        assertThat(told.heard().getLast().body())
                .isEqualTo(
                        json(
                                "{'errors': [{'message': 'The permit ended while the answer was under way', 'path': ['news'],"
                                        + " 'locations': [{'line': 2, 'column': 5}], 'extensions': {'code': 'REVOKED'}}], 'data': null}"));
        Eventually.is("nobody listens any more", () -> feed.subscribers() == 0);
    }

    @Test
    void it_goes_on_where_another_permit_still_holds_unless_that_masks_what_it_filters_on() throws Exception {
        grant("'code'", "{'and': []}");
        var consent = grant("'code', 'level'", "{'and': []}");
        var plain = subscribe(reader, null);
        refused("{'eq': {'field': 'level', 'value': 1}}");
        append("[{'code': 'B', 'level': 2}]");
        heard(plain, "B");
        assertThat(plain.heard()
                        .getFirst()
                        .body()
                        .at("/data/news/record/values")
                        .has("level"))
                .isTrue();

        withdraw(consent);
        append("[{'code': 'C', 'level': 2}]");

        heard(plain, "B", "C");
        assertThat(plain.heard().getLast().body().at("/data/news/record/values").has("level"))
                .isFalse();
        assertThat(plain.heard()
                        .getLast()
                        .body()
                        .at("/extensions/governance")
                        .path("/news")
                        .path("grants"))
                .as("what it stands on now")
                .hasSize(1);
        assertThat(plain.hasEnded()).isFalse();
    }

    private void refused(String filter) throws Exception {
        endsWith(subscribe(reader, filter), "MASKED_FIELD_USED");
    }

    @Test
    void who_may_not_subscribe_is_refused_as_in_records() throws Exception {
        endsWith(subscribe(reader, null), "ACCESS_DENIED");
        endsWith(subscribe(HubClient.here(null), null), "UNAUTHENTICATED");
        dataset = UUID.randomUUID().toString();
        endsWith(subscribe(reader, null), "NOT_FOUND");
    }

    @Test
    void a_reader_who_does_not_keep_up_is_let_go() throws Exception {
        grant("'code', 'note'", "{'and': []}");
        var slow = subscribe(reader, null);
        slow.stopReading();
        var row = "{'code': 'x', 'note': '" + "n".repeat(1_000) + "'}";
        var rows = "[" + (row + ",").repeat(199) + row + "]";

        Eventually.is("it is let go", () -> {
            append(rows);
            return feed.subscribers() == 0;
        });
        slow.readAgain();

        endsWith(slow, "LIMIT_EXCEEDED");
    }

    /** Opens for a reader who takes rows only while the gate is open; what is told comes into the list. */
    private void subscribeSlowly(AtomicBoolean gate, List<RecordChange> told) {
        var caller =
                new Caller("slow", "slow", "rtm", Set.of("partner-agent"), Set.of("statistics"), "statistics", null);
        var asked = new ChangeSubscriber.Asked(
                Request.of(caller, "en"), UUID.fromString(dataset), new Filter.And(List.of()), "/news", gate::get);
        Multi.createFrom()
                .<RecordChange>emitter(emitter -> {
                    var subscriber = new ChangeSubscriber(
                            new ChangeSubscriber.Services(access, watch, shapes, grants, keys), asked, 1_000, emitter);
                    emitter.onTermination(() -> {
                        subscriber.close();
                        feed.remove(asked.dataset(), subscriber);
                    });
                    try {
                        subscriber.open();
                        feed.add(asked.dataset(), subscriber);
                    } catch (SQLException e) {
                        emitter.fail(e);
                    }
                })
                .subscribe()
                .with(told::add, failure -> {});
    }

    private List<String> audited() throws Exception {
        return store.texts(
                "select row_count from audit_event where kind = 'READ' and caller = 'slow' and dataset = ?::uuid order by position",
                dataset);
    }

    @Test
    void what_waits_for_a_slow_reader_is_cut_again_when_the_decision_is_over() throws Exception {
        grant("'code'", "{'le': {'field': 'level', 'value': 5}}");
        var wide = grant("'code', 'level'", "{'and': []}");
        var gate = new AtomicBoolean();
        var told = new CopyOnWriteArrayList<RecordChange>();
        subscribeSlowly(gate, told);
        append("[{'code': 'B', 'level': 2}, {'code': 'C', 'level': 9}, {'code': 'D', 'level': 3}]");
        Eventually.is("they are cut under the wide decision", () -> audited().equals(List.of("3")));

        withdraw(wide);
        gate.set(true);

        Eventually.is("what still may be told is", () -> told.size() >= 2);
        assertThat(told.stream().map(change -> change.record().values().toString()))
                .containsExactly("{\"code\":\"B\"}", "{\"code\":\"D\"}");
        assertThat(audited()).containsExactly("3", "2");
    }
}
