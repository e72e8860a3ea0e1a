package org.entente.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.entente.identity.Caller;
import org.entente.index.Outbox;
import org.entente.kernel.ErrorCode;
import org.entente.kernel.HubException;
import org.entente.local.LocalStackResource;
import org.entente.policy.AccessLevel;
import org.junit.jupiter.api.Test;

/** The outbox inside the hub: a commit is what starts its delivery. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class OutboxTest {
    @Inject
    AgroalDataSource database;

    @Inject
    Outbox outbox;

    @Inject
    DatasetFinder finder;

    @Inject
    ObjectMapper json;

    @Test
    void whatIsCommittedIsFoundWithoutAskingForIt() throws Exception {
        var id = UUID.randomUUID();

        QuarkusTransaction.requiringNew().call(() -> add(id, "Ornithologie portuaire"));

        Eventually.is("the dataset is found", () -> found("ornithologie").contains(id));
    }

    @Test
    void whatIsRolledBackIsNot() throws Exception {
        var undone = UUID.randomUUID();
        var done = UUID.randomUUID();

        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().call(() -> {
                    add(undone, "Malacologie littorale");
                    throw new IllegalStateException("undo");
                }))
                .isInstanceOf(IllegalStateException.class);
        QuarkusTransaction.requiringNew().call(() -> add(done, "Malacologie abyssale"));

        Eventually.is("the other dataset is found", () -> found("malacologie").contains(done));
        assertThat(found("malacologie")).containsExactly(done);
    }

    @Test
    void healthTellsHowSearchStandsAndIsUp() {
        RestAssured.get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'search' }.status", is("UP"))
                .body("checks.find { it.name == 'search' }.data.reachable", is(true));
    }

    /** Nothing while the hub, just started, has made no index yet. */
    private List<UUID> found(String text) {
        try {
            var answer = finder.search(Caller.CITIZEN, SearchCatalogue.ANYONE, SearchCatalogue.query(text));
            return answer.hits().stream().map(DatasetSearch.Hit::id).toList();
        } catch (HubException notYet) {
            assertThat(notYet.code()).isEqualTo(ErrorCode.SEARCH_UNAVAILABLE);
            return List.of();
        }
    }

    private Void add(UUID id, String title) throws Exception {
        try (var connection = database.getConnection();
                var partner = connection.prepareStatement(
                        "insert into partner (id, names) values ('outbox', '{\"fr\": \"Outbox\"}') on conflict do nothing");
                var dataset = connection.prepareStatement("""
                        insert into dataset (id, owner, access_level, regime, draft, fingerprint, version, recorded_at)
                        values (?, 'outbox', ?, 'NONE', ?::jsonb, '', 1, now())""")) {
            partner.execute();
            dataset.setObject(1, id);
            dataset.setString(2, AccessLevel.OPEN.name());
            dataset.setString(3, json.writeValueAsString(SearchCatalogue.draft(title, title, List.of("ENVI"), "CSV")));
            dataset.execute();
        }
        outbox.add(DatasetIndex.NAME, List.of(id), false);
        return null;
    }
}
