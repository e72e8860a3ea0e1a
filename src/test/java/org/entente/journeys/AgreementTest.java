package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.entente.kernel.ErrorCode;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each move of an agreement that is none, and what a consent under an agreement cannot be given for. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class AgreementTest {
    private static final String STATISTICS = ", 'purposes': ['statistics'], 'actions': ['READ']";

    private final Agreements ville = Agreements.of("steward-ville");
    private final Agreements aphm = Agreements.of("steward-aphm");

    @Inject
    City city;

    private String agreement;

    @BeforeEach
    void an_agreement_is_proposed() throws Exception {
        city.await();
        agreement = ville.proposed(Agreements.between("ville", "aphm", "P1M", STATISTICS));
    }

    /** As if its notice had passed: other tests name no agreement where one is in force. */
    @AfterEach
    void it_is_out_of_the_way() throws Exception {
        var open = city.texts(
                "select max(version)::text from agreement a where id = ?::uuid and not exists (select 1 from agreement_step s where s.agreement = a.id and s.state = 'TERMINATED') group by id",
                agreement);
        if (!open.isEmpty()) {
            ville.terminate(agreement, null, Integer.parseInt(open.getFirst())).data();
        }
        city.execute(
                "update agreement_step set at = now() - interval '1 day' where state = 'TERMINATED' and agreement = '"
                        + agreement + "'");
        city.forgetConsentsUnder(agreement);
    }

    private void signed() {
        ville.sign(agreement, 1).data();
        aphm.sign(agreement, 1).data();
    }

    @Test
    void it_is_known_to_its_parties_and_to_auditors() {
        var query = "{ agreements(first: 100) { edges { node { id } } } }";

        for (var knows :
                Stream.of("agent-aphm", "steward-ville", "auditor").map(Hub::as).toList()) {
            assertThat(knows.ask(query).data().findValuesAsText("id")).contains(agreement);
        }
        assertThat(Hub.as("agent-rtm").ask(query).data().findValuesAsText("id"))
                .isNotEmpty()
                .doesNotContain(agreement);
        Hub.as("agent-rtm")
                .ask("query ($id: ID!) { agreementDiff(id: $id, from: 1, to: 1) { from } }", "id", agreement)
                .refused(ErrorCode.NOT_FOUND);
    }

    @Test
    void one_who_is_no_party_signs_amends_and_ends_nothing() {
        var other = ville.proposed(Agreements.between("ville", "rtm", "P1M", ""));

        aphm.sign(other, 1).refused(ErrorCode.NOT_FOUND);
        aphm.amend(other, "{'notice': 'P2M'}", 1).refused(ErrorCode.NOT_FOUND);
        aphm.terminate(other, null, 1).refused(ErrorCode.NOT_FOUND);
        ville.terminate(other, null, 1).data();
    }

    @Test
    void to_propose_is_not_to_sign_and_to_sign_twice_is_to_sign() {
        assertThat(ville.sign(agreement, 1).data("/signAgreement/newest/signatures"))
                .hasSize(1);
        assertThat(ville.sign(agreement, 1).data("/signAgreement/newest/signatures"))
                .hasSize(1);
        assertThat(aphm.sign(agreement, 1).data("/signAgreement/state").asText())
                .isEqualTo("SIGNED");
    }

    @Test
    void a_proposal_that_was_amended_cannot_be_signed_any_more() {
        aphm.amend(agreement, "{'notice': 'P2M'}", 1).data();

        assertThat(ville.sign(agreement, 1)
                        .refused(ErrorCode.CONFLICT)
                        .at("/extensions/currentVersion")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void what_is_terminated_is_neither_signed_nor_amended_nor_terminated() {
        ville.terminate(agreement, null, 1).data();

        aphm.sign(agreement, 1).refused(ErrorCode.CONFLICT);
        aphm.amend(agreement, "{'notice': 'P2M'}", 1).refused(ErrorCode.CONFLICT);
        aphm.terminate(agreement, null, 1).refused(ErrorCode.CONFLICT);
    }

    @Test
    void an_amendment_is_declined_and_what_is_in_force_goes_on() {
        signed();
        aphm.amend(agreement, "{'notice': 'P2M'}", 1).data();

        var later = Instant.now().plus(400, ChronoUnit.DAYS).toString();
        assertThat(ville.terminate(agreement, later, 2).inputPath(ErrorCode.BAD_INPUT))
                .isEqualTo("at");
        assertThat(ville.terminate(agreement, null, 2)
                        .data("/terminateAgreement/terminatesAt")
                        .isNull())
                .isTrue();
        aphm.sign(agreement, 2).refused(ErrorCode.CONFLICT);
        assertThat(ville.terminate(agreement, null, 2)
                        .refused(ErrorCode.CONFLICT)
                        .path("message")
                        .asText())
                .as("said twice it gives no notice of what is in force")
                .isEqualTo("Version 2 is TERMINATED");
        ville.terminate(agreement, null, 3).refused(ErrorCode.CONFLICT);
        assertThat(ville.terminate(agreement, null, 1)
                        .data("/terminateAgreement/terminatesAt")
                        .isNull())
                .as("of the version in force it does")
                .isFalse();
    }

    @Test
    void notice_cannot_be_shortened_and_until_it_ends_the_agreement_holds() throws Exception {
        signed();
        var soon = Instant.now().plus(10, ChronoUnit.DAYS).toString();

        assertThat(aphm.terminate(agreement, soon, 1).inputPath(ErrorCode.BAD_INPUT))
                .isEqualTo("at");
        var end = Instant.parse(aphm.terminate(agreement, null, 1)
                .data("/terminateAgreement/terminatesAt")
                .asText());
        assertThat(end).isAfter(Instant.now().plus(27, ChronoUnit.DAYS));
        var consent = consent("statistics", "READ", City.REPORTS);
        Consents.of("steward-ville")
                .withdraw(Consents.of("steward-ville").granted(consent), 1)
                .data();
    }

    private Object consent(String purpose, String action, String dataset) throws Exception {
        return Hub.json(
                "{'consumer': 'aphm', 'agreement': '%s', 'datasets': ['%s'], 'purposes': ['%s'], 'actions': ['%s'], 'fields': ['category'], 'rowFilter': {'and': []}}"
                        .formatted(agreement, city.id(dataset), purpose, action));
    }

    @ParameterizedTest
    @CsvSource({"transport, READ, agreement.purpose", "statistics, EXPORT, agreement.action"})
    void what_an_article_forbids_cannot_be_given(String purpose, String action, String reason) throws Exception {
        signed();

        var refused = Consents.of("steward-ville").grant(consent(purpose, action, City.REPORTS));

        assertThat(refused.reasons(ErrorCode.BAD_INPUT)).containsExactly(reason);
        assertThat(refused.refused(ErrorCode.BAD_INPUT)
                        .at("/extensions/reasons/0/source/article")
                        .asText())
                .isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({"transport, READ, agreement.purpose", "statistics, EXPORT, agreement.action"})
    void nor_is_it_asked_for_in_vain(String purpose, String action, String reason) throws Exception {
        signed();

        var refused = ask(purpose, action);

        assertThat(refused.reasons(ErrorCode.BAD_INPUT)).containsExactly(reason);
        assertThat(refused.inputPath(ErrorCode.BAD_INPUT)).isEqualTo("request");
        assertThat(refused.refused(ErrorCode.BAD_INPUT)
                        .at("/extensions/reasons/0/source/article")
                        .asText())
                .isEqualTo("1");
    }

    @Test
    void what_is_not_signed_may_be_asked_for_and_no_more_than_can_be_decided() throws Exception {
        var open = ask("transport", "EXPORT").data("/requestAccess/id").asText();
        try {
            city.execute("""
                    insert into access_request
                    select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid()))).*
                    from access_request r, generate_series(1, 200) where r.id = '%s'""".formatted(open));

            assertThat(ask("transport", "EXPORT").inputPath(ErrorCode.LIMIT_EXCEEDED))
                    .isEqualTo("request");
        } finally {
            city.execute("delete from access_request where agreement = '" + agreement + "'");
        }
    }

    private Reply ask(String purpose, String action) throws Exception {
        return ask(purpose, action, "'category'");
    }

    private Reply ask(String purpose, String action, String fields) throws Exception {
        return Hub.as("agent-aphm")
                .ask(
                        "mutation ($request: AccessRequestInput!, $key: String!) { requestAccess(request: $request, idempotencyKey: $key) { id } }",
                        "request",
                        Hub.json(
                                "{'datasets': ['%s'], 'purpose': '%s', 'actions': ['%s'], 'fields': [%s], 'justification': 'A trial', 'agreement': '%s'}"
                                        .formatted(city.id(City.REPORTS), purpose, action, fields, agreement)),
                        "key",
                        UUID.randomUUID().toString());
    }

    @Test
    void nor_what_the_law_forbids() throws Exception {
        var secret = Hub.json(
                "{'consumer': 'ville', 'datasets': ['%s'], 'purposes': ['statistics'], 'actions': ['READ'], 'fields': [], 'rowFilter': {'and': []}}"
                        .formatted(city.id("Consultations externes pseudonymisées")));

        assertThat(Consents.of("steward-aphm").grant(secret).reasons(ErrorCode.BAD_INPUT))
                .containsExactly("secrecy.medical");
    }

    @Test
    void where_several_are_in_force_one_must_be_named() throws Exception {
        signed();
        var unnamed = Consents.toRead("aphm", city.id(City.REPORTS), "statistics", "'category'", "{'and': []}", "");

        assertThat(Consents.of("steward-ville").grant(unnamed).inputPath(ErrorCode.BAD_INPUT))
                .isEqualTo("consent.agreement");
        var foreign = ville.proposed(Agreements.between("ville", "rtm", "P1M", ""));
        var wrong = Consents.toRead(
                "aphm",
                city.id(City.REPORTS),
                "statistics",
                "'category'",
                "{'and': []}",
                ", 'agreement': '" + foreign + "'");
        assertThat(Consents.of("steward-ville").grant(wrong).inputPath(ErrorCode.BAD_INPUT))
                .isEqualTo("consent.agreement");
        ville.terminate(foreign, null, 1).data();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "['ville', 'nobody'] | P1M  | ''                                     | agreement.parties",
                "['aphm', 'rtm']     | P1M  | ''                                     | agreement.parties",
                "['ville', 'aphm']   | soon | ''                                     | agreement.notice",
                "['ville', 'aphm']   | P-1M | ''                                     | agreement.notice",
                "['ville', 'aphm']   | P101Y | ''                                    | agreement.notice",
                "['ville', 'aphm']   | P1M  | ', ''endsAt'': ''9999-12-31T23:59:59.9999Z''' | agreement.articles[0].endsAt",
                "['ville', 'aphm']   | P1M  | ', ''purposes'': [''gardening'']'      | agreement.articles[0].purposes",
                "['ville', 'aphm']   | P1M  | ', ''actions'': [''READ'', null]'       | agreement.articles[0].actions[1]",
                "['ville', 'aphm']   | P1M  | ', ''retention'': ''a year'''          | agreement.articles[0].retention"
            })
    void what_cannot_be_read_is_refused_where_it_is_wrong(
            String parties, String notice, String constraints, String path) {
        var wrong = "{'titleFr': 'a', 'titleEn': 'a', 'parties': %s, 'notice': '%s', 'articles': [%s]}"
                .formatted(parties, notice, Agreements.article("1", constraints.replace("''", "'")));

        assertThat(ville.propose(wrong).inputPath(ErrorCode.BAD_INPUT)).isEqualTo(path);
    }

    @Test
    void a_party_that_there_is_not_is_named() {
        var wrong = Agreements.between("ville", "nobody", "P1M", "");

        assertThat(ville.propose(wrong)
                        .refused(ErrorCode.BAD_INPUT)
                        .path("message")
                        .asText())
                .isEqualTo("There is no partner 'nobody'");
    }

    @Test
    void the_requests_of_some_states_can_be_asked_for_page_by_page() throws Exception {
        var open = ask("transport", "EXPORT").data("/requestAccess/id").asText();
        var query = "query ($states: [RequestState], $after: String) {"
                + " accessRequests(states: $states, first: 1, after: $after) {"
                + " edges { cursor node { id state } } pageInfo { hasNextPage } } }";
        var agent = Hub.as("agent-aphm");

        var first = agent.ask(query, "states", List.of("OPEN")).data("/accessRequests/edges/0");
        assertThat(first.at("/node/id").asText()).isEqualTo(open);
        var cursor = first.path("cursor").asText();
        for (var after = cursor; after != null; ) {
            var page =
                    agent.ask(query, "states", List.of("OPEN"), "after", after).data("/accessRequests");
            assertThat(page.path("edges").findValuesAsText("state")).allMatch("OPEN"::equals);
            after = page.at("/pageInfo/hasNextPage").asBoolean()
                    ? page.at("/edges/0/cursor").asText()
                    : null;
        }
        assertThat(agent.ask(query, "states", List.of("GRANTED", "GRANTED_IN_PART", "REFUSED"))
                        .data()
                        .findValuesAsText("state"))
                .doesNotContain("OPEN");
        assertThat(agent.ask(query, "states", List.of("REFUSED"), "after", cursor)
                        .inputPath(ErrorCode.BAD_INPUT))
                .as("a cursor is good for the same states")
                .isEqualTo("after");
        assertThat(agent.ask(query, "states", Hub.json("[null]")).inputPath(ErrorCode.BAD_INPUT))
                .isEqualTo("states");
        city.execute("delete from access_request where agreement = '" + agreement + "'");
    }

    @ParameterizedTest
    @CsvSource({"READ, request.fields", "EXPORT, request.fields", "AGGREGATE, request"})
    void rows_are_not_asked_for_without_a_field(String action, String path) throws Exception {
        signed();

        assertThat(ask("transport", action, "").inputPath(ErrorCode.BAD_INPUT)).isEqualTo(path);
    }

    /** The purpose tree of then: statistics come below transport, where they were not when the first consent was given. */
    @Test
    void a_consent_covers_the_children_its_purpose_had_when_it_was_given() throws Exception {
        var reports = city.id(City.REPORTS);
        var consents = Consents.of("steward-ville");
        var reader = Hub.as("agent-rtm", "statistics");
        var read = "query ($id: ID!) { records(dataset: $id, first: 1) { edges { node { values } } } }";
        var transport = Consents.toRead("rtm", reports, "transport", "'category'", "{'and': []}", "");
        var before = consents.granted(transport);

        city.execute("""
                begin;
                insert into purpose_tree (version) select max(version) + 1 from purpose_tree;
                insert into purpose (version, code, parent, law_enforcement, names)
                    select version + 1, code, case code when 'statistics' then 'transport' else parent end, law_enforcement, names
                    from purpose where version = (select max(version) - 1 from purpose_tree);
                commit
                """);
        try {
            var later = consents.granted(transport);
            assertThat(reader.ask(read, "id", reports).data("/records/edges")).hasSize(1);
            consents.withdraw(later, 1).data();
            assertThat(reader.ask(read, "id", reports).reasons(ErrorCode.ACCESS_DENIED))
                    .contains("consent.other_purpose");
        } finally {
            consents.withdraw(before, 1).data();
            city.execute("""
                    begin;
                    insert into purpose_tree (version) select max(version) + 1 from purpose_tree;
                    insert into purpose (version, code, parent, law_enforcement, names)
                        select (select max(version) from purpose_tree), code, parent, law_enforcement, names
                        from purpose where version = 1;
                    commit
                    """);
        }
    }

    @Test
    void of_two_stewards_who_decide_at_once_one_wins() throws Exception {
        signed();
        var request = Hub.as("agent-aphm")
                .ask(
                        "mutation ($request: AccessRequestInput!, $key: String!) { requestAccess(request: $request, idempotencyKey: $key) { id } }",
                        "request",
                        Hub.json(
                                "{'datasets': ['%s'], 'purpose': 'statistics', 'actions': ['READ'], 'fields': ['category'], 'justification': 'x', 'agreement': '%s'}"
                                        .formatted(city.id(City.REPORTS), agreement)),
                        "key",
                        UUID.randomUUID().toString())
                .data("/requestAccess/id")
                .asText();
        var grant = Hub.json("{'grant': true, 'rowFilter': {'or': []}}");

        var decisions = Stream.of("steward-ville", "steward2-ville")
                .map(Hub::as)
                .map(hub -> CompletableFuture.supplyAsync(() -> hub.ask(
                        "mutation ($id: ID!, $decision: RequestDecision!) { decideRequest(id: $id, decision: $decision, expectedVersion: 1) { state consent } }",
                        "id",
                        request,
                        "decision",
                        grant)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(ville.steward()
                        .ask(
                                "mutation ($id: ID!, $decision: RequestDecision!) { decideRequest(id: $id, decision: $decision, expectedVersion: 2) { id } }",
                                "id",
                                request,
                                "decision",
                                Hub.json("{'grant': true, 'rowFilter': {'and': []}, 'datasets': [null]}"))
                        .inputPath(ErrorCode.BAD_INPUT))
                .isEqualTo("decision.datasets[0]");
        var won = decisions.stream().filter(reply -> reply.errors().isEmpty()).toList();
        assertThat(won).hasSize(1);
        var lost = decisions.stream().filter(reply -> !reply.errors().isEmpty()).toList();
        var refusal = lost.getFirst().refused(ErrorCode.CONFLICT);
        assertThat(refusal.at("/extensions/currentVersion").asInt()).isEqualTo(2);
        assertThat(refusal.path("message").asText()).isEqualTo("It is decided: GRANTED_IN_PART");
        Consents.of("steward-ville")
                .withdraw(won.getFirst().data("/decideRequest/consent").asText(), 1)
                .data();
    }
}
