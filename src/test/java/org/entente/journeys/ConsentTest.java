package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.entente.kernel.ErrorCode;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A steward grants, and the next query is answered; withdraws, and the next one is refused with its reason. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class ConsentTest {
    private static final String READ = """
            query ($id: ID!) { records(dataset: $id, first: 1) { edges { node { values masked } } } }
            """;
    private static final String FIELDS = "'reported_at', 'category'";
    private static final String ALL = "{'and': []}";

    private final Hub reader = Hub.as("agent-rtm", "statistics");
    private final Consents ville = Consents.of("steward-ville");

    @Inject
    City city;

    private UUID reports;

    @BeforeEach
    void the_city_is_there() throws Exception {
        city.await();
        reports = city.id(City.REPORTS);
    }

    private static Object consent(UUID dataset, String rows, String more) {
        return Consents.toRead("rtm", dataset, "statistics", FIELDS, rows, more);
    }

    @Test
    void what_is_granted_is_answered_and_what_is_withdrawn_is_refused_at_once() {
        reader.ask(READ, "id", reports).refused(ErrorCode.ACCESS_DENIED);
        var given = ville.grant(consent(reports, ALL, "")).data("/grantConsent");
        var id = given.path("id").asText();

        var answer = reader.ask(READ, "id", reports);
        assertThat(answer.data("/records/edges/0/node/values").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("reported_at", "category");
        assertThat(answer.governance("/records").at("/grants/0/source/id").asText())
                .isEqualTo(id);
        assertThat(given.path("withdrawnAt").isNull()).isTrue();

        var conflict = ville.withdraw(id, 7).refused(ErrorCode.CONFLICT);
        assertThat(conflict.at("/extensions/currentVersion").asInt()).isEqualTo(1);
        reader.ask(READ, "id", reports).data();

        var withdrawn = ville.withdraw(id, 1).data("/withdrawConsent");
        assertThat(withdrawn.path("version").asInt()).isEqualTo(2);
        var refusal = reader.ask(READ, "id", reports);
        assertThat(refusal.reasons(ErrorCode.ACCESS_DENIED)).contains("consent.withdrawn");
        assertThat(refusal.refused(ErrorCode.ACCESS_DENIED)
                        .at("/extensions/reasons")
                        .findValuesAsText("id"))
                .contains(id);
        assertThat(refusal.json().path("extensions").isMissingNode()).isTrue();

        assertThat(ville.withdraw(id, 1).data("/withdrawConsent/version").asInt())
                .as("withdrawing again changes nothing")
                .isEqualTo(2);
    }

    @Test
    void of_what_was_withdrawn_for_the_same_purposes_and_actions_the_last_is_told() {
        var earlier = ville.granted(consent(reports, ALL, ""));
        ville.withdraw(earlier, 1).data();
        var last = ville.granted(consent(reports, "{'or': []}", ""));
        ville.withdraw(last, 1).data();

        var withdrawn =
                reader.ask(READ, "id", reports).refused(ErrorCode.ACCESS_DENIED).at("/extensions/reasons");
        assertThat(withdrawn.findValuesAsText("id")).contains(last).doesNotContain(earlier);
        assertThat(reader.ask(
                                "query ($id: ID!) { explain(dataset: $id, action: READ, purpose: \"statistics\") { considered { source { id } } } }",
                                "id",
                                reports)
                        .data()
                        .findValuesAsText("id"))
                .contains(last)
                .doesNotContain(earlier);
    }

    @Test
    void sending_a_grant_again_with_its_key_grants_nothing_twice() throws Exception {
        var key = UUID.randomUUID().toString();
        var consent = consent(reports, "{'eq': {'field': 'category', 'value': 'none'}}", "");

        var first = ville.grant(consent, key).data("/grantConsent/id").asText();
        assertThat(ville.grant(consent, key).data("/grantConsent/id").asText()).isEqualTo(first);
        assertThat(city.number("select count(*) from idempotency where key = ?", key))
                .isEqualTo(1);
        assertThat(Consents.of("steward2-ville")
                        .grant(consent, key)
                        .data("/grantConsent/id")
                        .asText())
                .as("a key is its caller's own")
                .isNotEqualTo(first);
        ville.withdraw(first, 1).data();
    }

    @Test
    void a_second_steward_of_the_owner_withdraws_and_a_steward_of_another_partner_finds_nothing() {
        var id = ville.granted(consent(reports, "{'or': []}", ""));

        var foreign = Consents.of("steward-aphm");
        var refused = foreign.withdraw(id, 1);
        refused.refused(ErrorCode.NOT_FOUND);
        assertThat(refused.body())
                .isEqualTo(foreign.withdraw(UUID.randomUUID().toString(), 1).body())
                .isEqualTo(foreign.withdraw("made up", 1).body());
        assertThat(Consents.of("steward2-ville")
                        .withdraw(id, 1)
                        .data("/withdrawConsent/version")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void nobody_grants_what_is_not_theirs() throws Exception {
        var visits = consent(city.id(City.VISITS), ALL, "");

        assertThat(ville.grant(visits).inputPath(ErrorCode.BAD_INPUT)).isEqualTo("consent.datasets");
        assertThat(ville.grant(visits).body())
                .isEqualTo(ville.grant(consent(UUID.randomUUID(), ALL, "")).body());
        Consents.of("agent-aphm").grant(visits).refused(ErrorCode.ACCESS_DENIED);
        new Consents(Hub.citizen()).grant(visits).refused(ErrorCode.UNAUTHENTICATED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'and': []}                                                     | , 'startsAt': '2020-01-01T00:00:00Z'                                     | consent.startsAt",
                "{'and': []}                                                     | , 'startsAt': '2035-01-01T00:00:00Z', 'endsAt': '2034-01-01T00:00:00Z'   | consent.endsAt",
                "{'and': []}                                                     | , 'endsAt': '2020-01-01T00:00:00Z'                                       | consent.endsAt",
                "{'eq': {'field': 'nothing', 'value': 1}}                        | ''                                                                       | consent.rowFilter.eq.field",
                "{'and': [{'gt': {'field': 'reporter_age', 'value': 'old'}}]}    | ''                                                                       | consent.rowFilter.and[0].gt.value",
                "{'or': [{'and': []}, {'eq': {'field': 'closed', 'value': 3}}]}  | ''                                                                       | consent.rowFilter.or[1].eq.value",
                "{'lt': {'field': 'closed', 'value': true}}                      | ''                                                                       | consent.rowFilter.lt",
                "{'inArea': {'field': 'category', 'area': 'x'}}                  | ''                                                                       | consent.rowFilter.inArea",
                "{}                                                              | ''                                                                       | consent.rowFilter",
                "{'and': [], 'or': []}                                           | ''                                                                       | consent.rowFilter"
            })
    void a_consent_that_could_never_hold_is_refused_where_it_is_wrong(String rows, String more, String path) {
        assertThat(ville.grant(consent(reports, rows, more)).inputPath(ErrorCode.BAD_INPUT))
                .startsWith(path);
    }

    @Test
    void a_consent_names_fields_that_there_are_and_another_partner() {
        assertThat(ville.grant(Consents.toRead("rtm", reports, "statistics", "'nothing'", ALL, ""))
                        .inputPath(ErrorCode.BAD_INPUT))
                .isEqualTo("consent.fields[0]");
        assertThat(ville.grant(Consents.toRead("rtm", reports, "statistics", "", ALL, ""))
                        .inputPath(ErrorCode.BAD_INPUT))
                .isEqualTo("consent.fields");
        assertThat(ville.grant(Consents.toRead("rtm", reports, "statistics", "null", ALL, ""))
                        .inputPath(ErrorCode.BAD_INPUT))
                .isEqualTo("consent.fields[0]");
        assertThat(ville.grant(Consents.toRead("ville", reports, "statistics", FIELDS, ALL, ""))
                        .inputPath(ErrorCode.BAD_INPUT))
                .isEqualTo("consent.consumer");
        assertThat(ville.grant(Consents.toRead("nobody", reports, "statistics", FIELDS, ALL, ""))
                        .inputPath(ErrorCode.BAD_INPUT))
                .isEqualTo("consent.consumer");
    }

    @Test
    void both_sides_see_their_consents_and_others_do_not() {
        var id = ville.granted(consent(reports, "{'or': []}", ""));
        var query = "{ consents(first: 100) { edges { node { id } } } }";

        assertThat(Hub.as("steward-ville").ask(query).data().findValuesAsText("id"))
                .contains(id);
        assertThat(Hub.as("agent-rtm").ask(query).data().findValuesAsText("id")).contains(id);
        assertThat(Hub.as("agent-police").ask(query).data().findValuesAsText("id"))
                .isNotEmpty()
                .doesNotContain(id);
        ville.withdraw(id, 1).data();
    }
}
