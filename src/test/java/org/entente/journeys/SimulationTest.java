package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entente.access.Access;
import org.entente.access.Request;
import org.entente.identity.Caller;
import org.entente.local.LocalStackResource;
import org.entente.policy.Action;
import org.entente.policy.Decision;
import org.entente.policy.MaskMethod;
import org.entente.policy.Outcome;
import org.entente.policy.RuleEffect;
import org.entente.records.Records;
import org.entente.records.RecordsApi.RecordEdge;
import org.entente.rule.RuleInput;
import org.entente.rule.RuleService;
import org.entente.stewardship.Simulation;
import org.entente.stewardship.SimulationView.Change;
import org.entente.stewardship.SimulationView.RowChange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Activating changes exactly what was simulated. For random rules of each effect, random questions (who, for what, which dataset, field and action)
 * are asked before and after the activation, each through the code that answers callers; what differs must be what the simulation said, to the row,
 * and what it said nothing of must not differ.
 */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class SimulationTest {
    private static final int RULES = 3;
    private static final int QUESTIONS = 420;
    private static final List<String> PARTNERS = List.of("aphm", "police", "rtm", "sdis", "ville", "tourisme");
    private static final List<String> PURPOSES =
            List.of("public-safety", "crime-prevention", "health-service", "transport", "statistics", "tourism");
    private static final List<Action> ACTIONS = List.of(Action.READ, Action.EXPORT, Action.AGGREGATE, Action.SUBSCRIBE);

    /** A dataset to make rules about: some of its fields and values. */
    private record Topic(
            UUID dataset, String owner, List<String> fields, String text, List<String> values, String flag) {}

    private record Question(Caller caller, Action action) {}

    /** @param shown the rows in which each field is shown, where it is read */
    private record Answer(boolean permitted, Set<Object> terms, BitSet rows, Map<String, BitSet> shown) {}

    private record Key(String partner, String purpose, String role, Action action) {}

    @Inject
    City city;

    @Inject
    Access access;

    @Inject
    Records records;

    @Inject
    RuleService rules;

    @Inject
    Simulation simulation;

    @Inject
    ObjectMapper json;

    private final Map<String, Integer> places = new HashMap<>();
    private Random random;

    @BeforeEach
    void the_city_is_there() throws Exception {
        city.await();
    }

    private Topic topic(String title, String text, String flag) throws Exception {
        var id = city.id(title);
        return new Topic(
                id,
                city.text("select owner from dataset where id = ?::uuid", id.toString()),
                city.texts("select name from dataset_field where dataset = ?::uuid order by position", id.toString()),
                text,
                city.rows(id, "distinct to_jsonb({" + text + "})", "").stream()
                        .map(value -> value.asText())
                        .toList(),
                flag);
    }

    /** Two rules over data that needs consents, one over open data. */
    @ParameterizedTest
    @EnumSource
    void what_was_simulated_is_what_changes(RuleEffect effect) throws Exception {
        random = new Random(effect.ordinal());
        var reports = topic(City.REPORTS, "category", "closed");
        var places = topic(City.PLACES, "kind", "accessible");
        int changed = 0;
        int asked = 0;
        for (var topic : List.of(reports, reports, places)) {
            var rule = rule(topic, effect);
            var steward = steward(topic.owner, "one");
            var id = rules.draft(steward, rule, null, UUID.randomUUID().toString())
                    .id();
            var simulated = new HashMap<Key, Change>();
            for (var change : simulation.of(steward, id, null).changes()) {
                for (var key : keys(change)) {
                    assertThat(simulated.put(key, change)).as("told once").isNull();
                }
            }
            var questions = Stream.generate(this::question).limit(QUESTIONS).toList();
            var before = answers(topic, questions);
            rules.activate(steward(topic.owner, "two"), id, 1);
            try {
                var after = answers(topic, questions);
                for (var question : questions) {
                    var change = simulated.get(key(question, rule.roles() != null));
                    check(change, before.get(question), after.get(question), one(topic.fields));
                    changed += before.get(question).equals(after.get(question)) ? 0 : 1;
                    asked++;
                }
                demoUsersGetTheSameOverGraphQL(topic);
            } finally {
                rules.rollback(steward, id, 1);
            }
            for (var question : questions) {
                assertThat(terms(access.decide(question.caller, question.action, topic.dataset)
                                .decision()))
                        .as("as before the rule")
                        .isEqualTo(before.get(question).terms);
            }
        }
        assertThat(asked).isEqualTo(RULES * QUESTIONS);
        assertThat(changed).as("questions whose answer changed").isGreaterThan(30);
    }

    private static Request steward(String owner, String name) {
        return Request.of(new Caller(name + owner, name, owner, Set.of("data-steward"), Set.of(), null, null), "en");
    }

    private RuleInput rule(Topic topic, RuleEffect effect) throws Exception {
        ObjectNode rule = json.createObjectNode()
                .put("titleFr", "Essai")
                .put("titleEn", "Trial")
                .put("effect", effect.name());
        rule.putArray("datasets").add(topic.dataset.toString());
        maybe(rule, "partners", PARTNERS);
        maybe(rule, "purposes", PURPOSES);
        maybe(rule, "actions", ACTIONS.stream().map(Enum::name).toList());
        if (random.nextInt(3) == 0) {
            rule.putArray("roles").add(one(List.of("data-steward", "partner-agent")));
        }
        if (effect == RuleEffect.MASK || effect == RuleEffect.PERMIT) {
            some(topic.fields).forEach(rule.putArray("fields")::add);
        }
        if (effect == RuleEffect.MASK) {
            rule.put("maskMethod", one(List.of(MaskMethod.values())).name());
        }
        if (effect == RuleEffect.FILTER || effect == RuleEffect.PERMIT) {
            rule.set("rowFilter", rows(topic));
        }
        return json.treeToValue(rule, RuleInput.class);
    }

    private ObjectNode rows(Topic topic) {
        var in = json.createObjectNode();
        some(topic.values).forEach(in.putObject("in").put("field", topic.text).putArray("values")::add);
        var flag = json.createObjectNode();
        flag.putObject("eq").put("field", topic.flag).put("value", random.nextBoolean());
        var both = json.createObjectNode();
        both.putArray(one(List.of("and", "or"))).add(in).add(flag);
        return one(List.of(in, both));
    }

    private void maybe(ObjectNode rule, String name, List<String> values) {
        if (random.nextInt(3) == 0) {
            some(values).forEach(rule.putArray(name)::add);
        }
    }

    /** Half of them, at least one. */
    private Set<String> some(List<String> values) {
        var some = values.stream().filter(any -> random.nextBoolean()).collect(Collectors.toSet());
        return some.isEmpty() ? Set.of(one(values)) : some;
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private Question question() {
        var caller = new Caller(
                "somebody",
                "somebody",
                one(PARTNERS),
                Set.of(one(List.of("partner-agent", "data-steward"))),
                Set.of(one(PURPOSES)),
                null,
                "case 7");
        return new Question(random.nextInt(12) == 0 ? Caller.CITIZEN : caller, one(ACTIONS));
    }

    private Map<Question, Answer> answers(Topic topic, List<Question> questions) throws Exception {
        var answers = new HashMap<Question, Answer>();
        for (var question : questions) {
            if (!answers.containsKey(question)) {
                answers.put(question, answer(topic, question));
            }
        }
        return answers;
    }

    private Answer answer(Topic topic, Question question) throws Exception {
        var decision =
                access.decide(question.caller, question.action, topic.dataset).decision();
        var rows = new BitSet();
        var shown = new HashMap<String, BitSet>();
        if (decision.permits() && question.action == Action.READ) {
            for (var edge : read(topic, question.caller, 10_000)) {
                int row = places.computeIfAbsent(edge.getNode().id(), any -> places.size());
                rows.set(row);
                topic.fields.stream()
                        .filter(field -> !edge.getNode().masked().contains(field))
                        .forEach(field -> shown.computeIfAbsent(field, any -> new BitSet())
                                .set(row));
            }
        }
        return new Answer(decision.permits(), terms(decision), rows, shown);
    }

    private static Set<Object> terms(Decision decision) {
        return decision.grants().stream()
                .map(grant -> List.of(grant.rowFilter(), Set.copyOf(grant.masks())))
                .collect(Collectors.toSet());
    }

    private List<RecordEdge> read(Topic topic, Caller caller, int most) throws Exception {
        return records.page(Request.of(caller, "en"), new Records.Query(topic.dataset, null, null, null, most, null))
                .edges();
    }

    /** One for each partner that the change is of, for citizens one without. */
    private static List<Key> keys(Change change) {
        assertThat(change.among()).hasSize(change.partners());
        var partners = change.among().isEmpty() ? Stream.of((String) null) : change.among().stream();
        return partners.map(partner -> new Key(partner, change.purpose(), change.role(), change.action()))
                .toList();
    }

    /** Where the rule asks for no role, one stands for all. */
    private static Key key(Question question, boolean byRole) {
        var caller = question.caller;
        return caller.partner() == null
                ? new Key(null, null, "", question.action)
                : new Key(
                        caller.partner(),
                        caller.purpose(),
                        byRole ? caller.roles().iterator().next() : "partner-agent",
                        question.action);
    }

    private static void check(Change change, Answer before, Answer after, String field) {
        if (change == null) {
            assertThat(after).isEqualTo(before);
            return;
        }
        assertThat(before.permitted).isEqualTo(change.before() == Outcome.PERMIT);
        assertThat(after.permitted).isEqualTo(change.after() == Outcome.PERMIT);
        if (change.action() == Action.READ) {
            check(change.rows(), before.rows, after.rows);
            var was = before.shown.getOrDefault(field, new BitSet());
            var is = after.shown.getOrDefault(field, new BitSet());
            change.fields().stream()
                    .filter(told -> told.field().equals(field))
                    .findFirst()
                    .ifPresentOrElse(
                            told -> check(told.shown(), was, is),
                            () -> assertThat(is).as(field).isEqualTo(was));
        }
    }

    private static void check(RowChange told, BitSet before, BitSet after) {
        var gained = (BitSet) after.clone();
        gained.andNot(before);
        var lost = (BitSet) before.clone();
        lost.andNot(after);
        assertThat(told)
                .isEqualTo(new RowChange(
                        before.cardinality(), after.cardinality(), gained.cardinality(), lost.cardinality()));
    }

    private void demoUsersGetTheSameOverGraphQL(Topic topic) throws Exception {
        for (var user : Map.of("aphm", "health-service", "police", "public-safety", "rtm", "transport")
                .entrySet()) {
            var caller = new Caller(
                    "somebody",
                    "somebody",
                    user.getKey(),
                    Set.of("partner-agent"),
                    Set.of(user.getValue()),
                    null,
                    "case 7");
            var answer = Hub.bearer(Tokens.fresh("entente-cli", "agent-" + user.getKey(), user.getValue()))
                    .with("Entente-Justification", "case 7")
                    .ask(
                            "query ($id: ID!) { records(dataset: $id, first: 200) { edges { node { id masked } } } }",
                            "id",
                            topic.dataset);
            boolean permitted =
                    access.decide(caller, Action.READ, topic.dataset).decision().permits();
            assertThat(answer.errors().isEmpty()).as(answer.body()).isEqualTo(permitted);
            if (permitted) {
                var inside = read(topic, caller, 200).stream()
                        .map(RecordEdge::getNode)
                        .toList();
                assertThat(answer.data("/records/edges").findValuesAsText("id"))
                        .isEqualTo(inside.stream().map(node -> node.id()).toList());
                assertThat(answer.data("/records/edges")
                                .valueStream()
                                .map(edge -> Reply.texts(edge.at("/node/masked"))))
                        .isEqualTo(inside.stream().map(node -> node.masked()).toList());
            }
        }
    }
}
