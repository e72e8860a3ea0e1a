package org.entente.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.entente.policy.Decision.Grant;
import org.entente.policy.Decision.Mask;
import org.entente.policy.Decision.Obligation;
import org.entente.policy.Decision.Reason;
import org.entente.policy.Decision.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {

    private static final String PERMIT = """
            {"outcome": "PERMIT",
             "grants": [{"rowFilter": {"and": []},
                         "masks": [{"field": "name", "method": "REMOVE"}],
                         "source": {"kind": "consent", "id": "c1", "version": 2}}],
             "reasons": [{"code": "consent.in_force", "source": {"kind": "consent", "id": "c1", "version": 2}}],
             "obligations": [{"kind": "MINIMUM_GROUP_SIZE", "value": "11",
                              "source": {"kind": "agreement", "id": "a1", "version": 1, "article": "4"}}]}""";

    @Test
    void a_whole_document_is_a_decision() throws Exception {
        var source = new Source(Source.Kind.CONSENT, "c1", 2, null);
        assertThat(decision(PERMIT))
                .isEqualTo(new Decision(
                        Outcome.PERMIT,
                        List.of(new Grant(json("{\"and\":[]}"), List.of(new Mask("name", MaskMethod.REMOVE)), source)),
                        List.of(new Reason("consent.in_force", source)),
                        List.of(new Obligation(
                                ObligationKind.MINIMUM_GROUP_SIZE,
                                "11",
                                new Source(Source.Kind.AGREEMENT, "a1", 1, "4"))),
                        "release",
                        Instant.EPOCH));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "[{}]",
                "[{\"result\": null}]",
                "[{\"result\": ",
                "{not json",
                "[{\"result\": {}}] {}",
                "[{\"result\": {\"outcome\": \"DENY\"}, \"result\": {}}]"
            })
    void a_set_of_results_without_a_value_is_unusable(String answer) {
        assertThatThrownBy(() -> Answers.fromResultSet(Entrypoint.DECIDE, answer.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(PolicyUnavailableException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "\"PERMIT\"",
                "[]",
                "{}",
                "{\"outcome\": \"DENY\"}",
                "{\"outcome\": \"PERMIT\", \"grants\": [], \"reasons\": [{\"code\": \"open\"}], \"obligations\": []}",
                "{\"outcome\": \"DENY\", \"grants\": [], \"reasons\": [], \"obligations\": []}"
            })
    void a_document_that_says_too_little_never_permits(String document) {
        assertUnusable(document);
    }

    /** Each row breaks one thing of a document that permits: what is replaced, and by what. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"PERMIT\" => \"MAYBE\"",
                "\"PERMIT\" => \"permit\"",
                "\"PERMIT\" => 0",
                "\"PERMIT\" => true",
                "\"PERMIT\" => null",
                "\"PERMIT\" => \"DENY\"",
                "\"rowFilter\": {\"and\": []}, => ",
                "{\"and\": []} => null",
                "{\"and\": []} => {}",
                "{\"and\": []} => []",
                "{\"and\": []} => true",
                "{\"and\": []} => \"all\"",
                "{\"and\": []} => {\"all\": []}",
                "{\"and\": []} => {\"and\": [], \"or\": []}",
                "[{\"field\": \"name\", \"method\": \"REMOVE\"}] => null",
                "[{\"field\": \"name\", \"method\": \"REMOVE\"}] => \"none\"",
                "[{\"field\": \"name\", \"method\": \"REMOVE\"}] => [null]",
                "\"REMOVE\" => \"SHOW\"",
                "\"REMOVE\" => null",
                "\"method\": \"REMOVE\" => \"note\": \"REMOVE\"",
                "\"field\": \"name\" => \"field\": 1",
                "\"field\": \"name\", => ",
                "\"source\": {\"kind\": \"consent\", \"id\": \"c1\", \"version\": 2}}], => \"source\": null}],",
                "\"kind\": \"consent\" => \"kind\": \"wish\"",
                "\"version\": 2}}], => \"version\": \"2\"}}],",
                "\"version\": 2}}], => \"version\": 2.5}}],",
                "\"id\": \"c1\" => \"id\": null",
                "\"code\": \"consent.in_force\", => ",
                "\"code\": \"consent.in_force\" => \"code\": 1",
                "\"obligations\": [{\"kind\": \"MINIMUM_GROUP_SIZE\" => \"obligations\": [{\"kind\": null",
                "\"MINIMUM_GROUP_SIZE\" => \"DANCE\"",
                "\"value\": \"11\" => \"value\": null",
                "\"obligations\" => \"duties\"",
                "{\"outcome\" => {\"more\": 1, \"outcome\"",
            })
    void a_document_with_one_thing_broken_never_permits(String change) throws Exception {
        var parts = change.split(" => ?", 2);
        var broken = PERMIT.replaceFirst(Pattern.quote(parts[0]), parts[1]);

        assertThat(broken).isNotEqualTo(PERMIT);
        json(broken);
        assertUnusable(broken);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "[]",
                "{}",
                "{\"filter\": null}",
                "{\"filter\": {}}",
                "{\"filter\": {\"everything\": true}}",
                "{\"filter\": {\"or\": []}, \"more\": 1}"
            })
    void a_list_without_an_explicit_filter_is_unusable(String document) {
        assertThatThrownBy(() -> Answers.visibility(json(document)))
                .isInstanceOf(PolicyUnavailableException.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "{\"decision\": null, \"considered\": []}",
                "{\"decision\": PERMIT}",
                "{\"decision\": PERMIT, \"considered\": null}",
                "{\"decision\": PERMIT, \"considered\": [{}]}",
                "{\"decision\": PERMIT, \"considered\": [{\"code\": \"open\"}]}",
                "{\"decision\": PERMIT, \"considered\": [{\"code\": \"open\", \"held\": null}]}",
                "{\"decision\": PERMIT, \"considered\": [{\"code\": \"open\", \"held\": \"true\"}]}",
                "{\"decision\": PERMIT, \"considered\": [{\"held\": true}]}",
                "{\"decision\": PERMIT, \"considered\": [{\"code\": \"open\", \"held\": true, \"source\": {}}]}",
                "{\"decision\": {\"outcome\": \"PERMIT\"}, \"considered\": []}",
                "{\"decision\": PERMIT, \"considered\": [], \"more\": 1}"
            })
    void an_explanation_that_says_too_little_is_unusable(String document) {
        var whole = document.replace(": PERMIT", ": " + PERMIT);

        assertThatThrownBy(() -> Answers.considered(json(whole), "release", Instant.EPOCH))
                .as(whole)
                .isInstanceOf(PolicyUnavailableException.Malformed.class);
    }

    @Test
    void a_whole_explanation_is_a_decision_and_what_was_considered() throws Exception {
        var explained = json("{\"decision\": %s, \"considered\": [{\"code\": \"rule.other_time\", \"held\": false}]}"
                .formatted(PERMIT));

        assertThat(Answers.considered(explained, "release", Instant.EPOCH))
                .isEqualTo(
                        new Considered(decision(PERMIT), List.of(new Considered.Line("rule.other_time", false, null))));
    }

    private static void assertUnusable(String document) {
        assertThatThrownBy(() -> decision(document))
                .as(document)
                .isInstanceOf(PolicyUnavailableException.Malformed.class);
    }

    private static Decision decision(String document) throws Exception {
        return Answers.decision(json(document), "release", Instant.EPOCH);
    }

    private static JsonNode json(String text) throws Exception {
        return PolicyJson.MAPPER.readTree(text);
    }
}
