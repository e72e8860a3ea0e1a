package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More changes at once than there are connections to the store: none waits for a connection that another holds until it fails. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class ManyAtOnceTest {
    private static final int MANY = 96;

    private final Hub steward = Hub.as("steward-ville");
    private final Consents ville = Consents.of("steward-ville");
    private final List<String> consents = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();

    @Inject
    City city;

    private UUID reports;

    @BeforeEach
    void the_city_is_there() throws Exception {
        city.await();
        reports = city.id(City.REPORTS);
    }

    @AfterEach
    void what_was_given_is_taken_back() {
        consents.forEach(id -> ville.withdraw(id, 1).data());
        requests.forEach(
                id -> decide(id, "{'grant': false, 'reason': 'A trial'}", 1).data());
    }

    /** No decision is known already. */
    private static List<Reply> atOnce(City city, Callable<Reply> one) throws Exception {
        city.execute("update governance_epoch set epoch = epoch + 1");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var replies = new ArrayList<Reply>();
            for (var reply : threads.invokeAll(Collections.nCopies(MANY, one))) {
                replies.add(reply.get());
            }
            return replies;
        }
    }

    private Reply grant() {
        return ville.grant(Consents.toRead("rtm", reports, "statistics", "'category'", "{'and': []}", ""));
    }

    private Reply ask() {
        return Hub.as("agent-rtm", "statistics")
                .ask(
                        "mutation ($request: AccessRequestInput!, $key: String!) { requestAccess(request: $request, idempotencyKey: $key) { id } }",
                        "request",
                        Hub.json(
                                "{'datasets': ['%s'], 'purpose': 'statistics', 'actions': ['READ'], 'fields': ['category'], 'justification': 'A trial'}"
                                        .formatted(reports)),
                        "key",
                        UUID.randomUUID().toString());
    }

    private Reply decide(String id, String decision, int version) {
        return steward.ask(
                "mutation ($id: ID!, $decision: RequestDecision!, $version: Int!) { decideRequest(id: $id, decision: $decision, expectedVersion: $version) { consent } }",
                "id",
                id,
                "decision",
                Hub.json(decision),
                "version",
                version);
    }

    private Reply append() {
        return steward.ask(
                "mutation ($id: ID!, $key: String!) { appendRecords(dataset: $id, records: [{nothing: 1}], idempotencyKey: $key) { appended } }",
                "id",
                reports,
                "key",
                UUID.randomUUID().toString());
    }

    @Test
    void consents() throws Exception {
        for (var reply : atOnce(city, this::grant)) {
            consents.add(reply.data("/grantConsent/id").asText());
        }
    }

    @Test
    void requests() throws Exception {
        for (var reply : atOnce(city, this::ask)) {
            requests.add(reply.data("/requestAccess/id").asText());
        }
    }

    /** Of one request one decision stands, and the others are told so. */
    @Test
    void decisions_of_one_request() throws Exception {
        var id = ask().data("/requestAccess/id").asText();
        var replies = atOnce(city, () -> decide(id, "{'grant': true, 'rowFilter': {'and': []}}", 1));

        var granted = replies.stream().filter(reply -> reply.codes().isEmpty()).toList();
        assertThat(granted).hasSize(1);
        consents.add(granted.getFirst().data("/decideRequest/consent").asText());
        assertThat(replies.stream().flatMap(reply -> reply.codes().stream()))
                .hasSize(MANY - 1)
                .containsOnly("CONFLICT");
    }

    @Test
    void appends() throws Exception {
        assertThat(atOnce(city, this::append))
                .allSatisfy(reply -> assertThat(
                                reply.data("/appendRecords/appended").asInt())
                        .isZero());
    }
}
