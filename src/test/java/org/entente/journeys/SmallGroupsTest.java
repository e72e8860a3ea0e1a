package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.entente.federation.LoopbackServer;
import org.entente.federation.Publication;
import org.entente.federation.SourceFormat;
import org.entente.federation.Steward;
import org.entente.federation.Store;
import org.entente.kernel.ErrorCode;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Under an agreement with a least group size, of data that is not personal: what two questions could tell of one row is refused. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class SmallGroupsTest {
    private static final String BY_LINE = "[{'field': 'line'}]";
    private static final String COUNT = "[{'kind': 'COUNT'}, {'kind': 'SUM', 'field': 'delay'}]";
    private static final String LINES = "line,delay,latitude,longitude\n"
            + "M1,3,43.3,5.4\n".repeat(9)
            + "M2,4,43.3,5.4\n".repeat(2)
            + "M3,5,43.3,5.4\n".repeat(7);

    private final LoopbackServer server = new LoopbackServer();
    private final Steward publisher = Steward.of("steward-ville");
    private final Publication published = new Publication(server, "small-groups");
    private final Agreements ville = Agreements.of("steward-ville");
    private final Hub aphm = Hub.as("agent-aphm", "statistics");

    @Inject
    City city;

    @Inject
    Store store;

    private String source;
    private String agreement;
    private UUID delays;

    @BeforeEach
    void delays_are_shared() throws Exception {
        city.await();
        server.on("/delays", "text/csv", LINES);
        published.dataset(
                "delays",
                "Delays",
                "; dct:accessRights right:RESTRICTED ; dcat:distribution [ dcat:downloadURL <%s> ; dct:format \"CSV\" ]"
                        .formatted(server.address("/delays")));
        source = publisher.register(published.address, SourceFormat.RDF);
        publisher.harvest(source);
        delays = UUID.fromString(store.text(
                "select id from dataset where source_key = ? and archived_at is null", published.key("delays")));
        ville.steward()
                .ask("mutation ($id: ID!) { loadRecords(dataset: $id) { loaded } }", "id", delays)
                .data();
        agreement = ville.proposed(Agreements.between("ville", "aphm", "P1D", ", 'minimumGroupSize': 5"));
        ville.sign(agreement, 1).data();
        Agreements.of("steward-aphm").sign(agreement, 1).data();
        Consents.of("steward-ville")
                .granted(Hub.json(
                        "{'consumer': 'aphm', 'datasets': ['%s'], 'purposes': ['statistics'], 'actions': ['AGGREGATE'], 'fields': ['line', 'delay', 'location'], 'rowFilter': {'and': []}, 'agreement': '%s'}"
                                .formatted(delays, agreement)));
    }

    @AfterEach
    void nothing_stays_in_force() throws Exception {
        ville.terminate(agreement, null, 1).data();
        city.execute(
                "update agreement_step set at = now() - interval '1 day' where state = 'TERMINATED' and agreement = '"
                        + agreement + "'");
        city.forgetConsentsUnder(agreement);
        published.empty().dataset("last", "Last");
        publisher.harvest(source);
        server.close();
    }

    private Reply ask(String metrics, String filter) {
        return AggregateTest.ask(aphm, delays, BY_LINE, metrics, filter);
    }

    @Test
    void a_small_group_is_withheld_with_another_and_the_large_one_is_exact() {
        assertThat(ask(COUNT, null).data("/aggregate/cells").findValuesAsText("value"))
                .isEqualTo(List.of("9", "27", "null", "null", "null", "null"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'ne': {'field': 'line', 'value': 'M2'}}",
                "{'gt': {'field': 'delay', 'value': 4}}",
                "{'and': [{'exists': {'field': 'line'}}]}"
            })
    void a_filter_would_make_a_table_without_it(String filter) {
        assertThat(ask(COUNT, filter).reasons(ErrorCode.ACCESS_DENIED)).containsExactly("group.filter");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'kind': 'MIN', 'field': 'delay'}]",
                "[{'kind': 'COUNT'}, {'kind': 'MAX', 'field': 'delay'}]",
                "[{'kind': 'PERCENTILE', 'field': 'delay', 'percentile': 0.5}]"
            })
    void an_extreme_is_what_one_row_says(String metrics) {
        assertThat(ask(metrics, null).reasons(ErrorCode.ACCESS_DENIED)).containsExactly("group.extreme");
    }

    @Test
    void areas_lie_in_each_other() {
        assertThat(AggregateTest.ask(aphm, delays, "[{'field': 'location.areas'}]", COUNT, null)
                        .reasons(ErrorCode.ACCESS_DENIED))
                .containsExactly("group.area");
    }
}
