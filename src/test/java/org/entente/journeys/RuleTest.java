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

/** Rules are drafted, activated by another steward, edited while the active version stands, and rolled back. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class RuleTest {
    private final Rules first = Rules.of("steward-ville");
    private final Rules second = Rules.of("steward2-ville");

    @Inject
    City city;

    private UUID reports;

    @BeforeEach
    void the_city_is_there() throws Exception {
        city.await();
        reports = city.id(City.REPORTS);
    }

    /** A filter for a partner and purpose that nobody asks with. */
    private Object filter(String rows, String more) {
        return Rules.rule(
                "FILTER",
                ", 'datasets': ['%s'], 'partners': ['rtm'], 'purposes': ['tourism'], 'rowFilter': %s%s"
                        .formatted(reports, rows, more));
    }

    private Object closed() {
        return filter("{'eq': {'field': 'closed', 'value': true}}", "");
    }

    @Test
    void another_steward_activates_what_they_read_and_any_rolls_back() {
        var draft = first.draft(closed()).data("/draftRule");
        var id = draft.path("id").asText();
        assertThat(draft.at("/latest/state").asText()).isEqualTo("DRAFT");
        assertThat(draft.path("active").isNull()).isTrue();

        assertThat(first.activate(id, 1).reasons(ErrorCode.ACCESS_DENIED)).containsExactly("rule.second_steward");
        assertThat(second.activate(id, 7)
                        .refused(ErrorCode.CONFLICT)
                        .at("/extensions/currentVersion")
                        .asInt())
                .isEqualTo(1);
        assertThat(second.activate(id, 1).data("/activateRule/active/version").asInt())
                .isEqualTo(1);
        assertThat(second.activate(id, 1).data("/activateRule/active/version").asInt())
                .as("activating again changes nothing")
                .isEqualTo(1);

        var edited = first.edit(id, 1, filter("{'eq': {'field': 'closed', 'value': false}}", ""))
                .data("/draftRule");
        assertThat(edited.at("/latest/version").asInt()).isEqualTo(2);
        assertThat(edited.at("/active/version").asInt()).as("stays in force").isEqualTo(1);
        first.edit(id, 1, closed()).refused(ErrorCode.CONFLICT);
        assertThat(second.activate(id, 2).data("/activateRule/active/version").asInt())
                .isEqualTo(2);

        first.rollback(id, 1).refused(ErrorCode.CONFLICT);
        assertThat(first.rollback(id, 2).data("/rollbackRule/active/version").asInt())
                .isEqualTo(1);
        assertThat(second.activate(id, 2).inputPath(ErrorCode.BAD_INPUT)).isEqualTo("id");
        assertThat(first.rollback(id, 1).data("/rollbackRule/active").isNull()).isTrue();
    }

    @Test
    void who_edited_the_draft_does_not_activate_it() {
        var id = first.drafted(closed());
        second.edit(id, 1, closed()).data();

        assertThat(second.activate(id, 2).reasons(ErrorCode.ACCESS_DENIED)).containsExactly("rule.second_steward");
        assertThat(first.activate(id, 2).reasons(ErrorCode.ACCESS_DENIED)).containsExactly("rule.second_steward");
    }

    @Test
    void sending_a_draft_again_with_its_key_drafts_nothing_twice() {
        var key = UUID.randomUUID().toString();

        assertThat(first.draft(closed(), key).data("/draftRule/id"))
                .isEqualTo(first.draft(closed(), key).data("/draftRule/id"));
        first.draft(filter("{'eq': {'field': 'closed', 'value': false}}", ""), key)
                .refused(ErrorCode.CONFLICT);
    }

    @Test
    void stewards_see_their_partners_rules_and_the_auditor_all() {
        var id = first.drafted(closed());
        var query = "{ rules(first: 100) { edges { node { id latest { effect } } } } }";

        assertThat(Hub.as("steward2-ville").ask(query).data().findValuesAsText("id"))
                .contains(id);
        assertThat(Hub.as("auditor").ask(query).data().findValuesAsText("id")).contains(id);
        assertThat(Hub.as("steward-aphm").ask(query).data().findValuesAsText("id"))
                .doesNotContain(id);
        var foreign = Rules.of("steward-aphm").activate(id, 1);
        foreign.refused(ErrorCode.NOT_FOUND);
        assertThat(foreign.body())
                .isEqualTo(Rules.of("steward-aphm")
                        .activate(UUID.randomUUID().toString(), 1)
                        .body())
                .isEqualTo(Rules.of("steward-aphm").activate("made up", 1).body());
    }

    @Test
    void a_purpose_is_drafted_with_its_children_and_hours_are_kept_as_said() {
        var rule = first.draft(Rules.rule(
                        "DENY",
                        ", 'datasets': ['%s'], 'purposes': ['public-safety'], 'condition': {'zone': 'Europe/Paris', 'weekdays': ['SUNDAY', 'SATURDAY'], 'from': '22:00', 'to': '06:00'}"
                                .formatted(reports)))
                .data("/draftRule/latest");

        assertThat(Reply.texts(rule.path("purposes")))
                .containsExactly("crime-prevention", "emergency-response", "public-safety");
        assertThat(Reply.texts(rule.at("/condition/weekdays"))).containsExactly("SATURDAY", "SUNDAY");
        assertThat(rule.at("/condition/from").asText()).isEqualTo("22:00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FILTER | , 'rowFilter': {'eq': {'field': 'nothing', 'value': 1}}                                   | rule.rowFilter.eq.field",
                "FILTER | , 'rowFilter': {'gt': {'field': 'reporter_age', 'value': 'old'}}                          | rule.rowFilter.gt.value",
                "FILTER | , 'rowFilter': {}                                                                         | rule.rowFilter",
                "FILTER | , 'rowFilter': {'or': []}                                                                 | rule.rowFilter",
                "FILTER | , 'rowFilter': {'and': []}                                                                | rule.rowFilter",
                "FILTER | , 'rowFilter': {'and': [{'eq': {'field': 'category', 'value': 'a'}}, {'eq': {'field': 'category', 'value': 'b'}}]} | rule.rowFilter",
                "FILTER | ''                                                                                        | rule.rowFilter",
                "FILTER | , 'fields': ['category'], 'rowFilter': {'eq': {'field': 'closed', 'value': true}}         | rule.fields",
                "MASK   | , 'fields': ['nothing'], 'maskMethod': 'HASH'                                             | rule.fields[0]",
                "MASK   | , 'fields': ['category']                                                                  | rule.maskMethod",
                "MASK   | , 'maskMethod': 'HASH'                                                                    | rule.fields",
                "PERMIT | , 'fields': ['category']                                                                  | rule.rowFilter",
                "PERMIT | , 'fields': ['category'], 'rowFilter': {'and': []}, 'maskMethod': 'HASH'                  | rule.maskMethod",
                "DENY   | , 'rowFilter': {'and': []}                                                                | rule.rowFilter",
                "DENY   | , 'obligations': [{'kind': 'NOTIFY_OWNER'}]                                               | rule.obligations",
                "MASK   | , 'fields': ['category'], 'maskMethod': 'HASH', 'obligations': [{'kind': 'DELETE_COPIES_AFTER', 'value': 'soon'}] | rule.obligations[0].value",
                "MASK   | , 'fields': ['category'], 'maskMethod': 'HASH', 'obligations': [{'kind': 'MINIMUM_GROUP_SIZE', 'value': '1'}]     | rule.obligations[0].value",
                "DENY   | , 'themes': ['TRAN', null]                                                                | rule.themes[1]",
                "DENY   | , 'actions': ['DISCOVER']                                                                 | rule.actions",
                "DENY   | , 'roles': ['king']                                                                       | rule.roles",
                "DENY   | , 'partners': ['nobody']                                                                  | rule.partners",
                "DENY   | , 'purposes': ['leisure']                                                                 | rule.purposes",
                "DENY   | , 'endsAt': '2020-01-01T00:00:00Z'                                                        | rule.endsAt",
                "DENY   | , 'startsAt': '2020-01-01T00:00:00Z'                                                      | rule.startsAt",
                "DENY   | , 'startsAt': '2035-01-02T00:00:00Z', 'endsAt': '2035-01-01T00:00:00Z'                    | rule.endsAt",
                "DENY   | , 'condition': {'zone': 'Mars/Olympus'}                                                   | rule.condition.zone",
                "DENY   | , 'condition': {'zone': 'UTC', 'from': '10:00'}                                           | rule.condition.to",
                "DENY   | , 'condition': {'zone': 'UTC', 'from': '10:00', 'to': '10:00'}                            | rule.condition.to",
                "DENY   | , 'condition': {'zone': 'UTC', 'lastDate': '2020-01-01'}                                  | rule.condition",
                "DENY   | , 'condition': {'zone': 'Europe/Paris', 'from': '02:00', 'to': '03:00', 'firstDate': '2027-03-28', 'lastDate': '2027-03-28'} | rule.condition"
            })
    void a_rule_that_could_never_hold_is_refused_where_it_is_wrong(String effect, String rest, String path) {
        assertThat(first.draft(Rules.rule(effect.strip(), ", 'datasets': ['" + reports + "']" + rest.strip()))
                        .inputPath(ErrorCode.BAD_INPUT))
                .startsWith(path.strip());
    }

    @Test
    void a_rule_names_datasets_of_its_own_partner_and_fields_that_all_of_them_have() throws Exception {
        var visits = city.id(City.VISITS);
        var foreign = first.draft(Rules.rule("DENY", ", 'datasets': ['%s']".formatted(visits)));

        assertThat(foreign.inputPath(ErrorCode.BAD_INPUT)).isEqualTo("rule.datasets");
        assertThat(foreign.body())
                .isEqualTo(first.draft(Rules.rule("DENY", ", 'datasets': ['%s']".formatted(UUID.randomUUID())))
                        .body());
        var everywhere = Rules.rule("MASK", ", 'fields': ['reporter_phone'], 'maskMethod': 'HASH'");
        var other = city.texts("""
                insert into dataset_field (dataset, name, position, type, sensitivity)
                select id, 'other', 0, 'TEXT', 'PUBLIC' from dataset
                where owner = 'ville' and archived_at is null and id <> ?::uuid limit 1 returning dataset""", reports.toString()).getFirst();
        try {
            assertThat(first.draft(everywhere).inputPath(ErrorCode.BAD_INPUT))
                    .as("another dataset of the city has no such field")
                    .isEqualTo("rule.fields[0]");
            assertThat(first.draft(Rules.rule("FILTER", ", 'rowFilter': {'eq': {'field': 'closed', 'value': true}}"))
                            .inputPath(ErrorCode.BAD_INPUT))
                    .isEqualTo("rule.rowFilter.eq.field");
        } finally {
            city.execute("delete from dataset_field where dataset = '%s'".formatted(other));
        }
        first.draft(everywhere).data();
    }
}
