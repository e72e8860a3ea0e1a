package org.entente.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.entente.policy.PolicyInput.AgreementFacts;
import org.entente.policy.PolicyInput.ArticleFacts;
import org.entente.policy.PolicyInput.ConsentFacts;
import org.entente.policy.PolicyInput.DatasetFacts;
import org.entente.policy.PolicyInput.FieldFacts;
import org.entente.policy.PolicyInput.LawFacts;
import org.entente.policy.PolicyInput.ObligationFacts;
import org.entente.policy.PolicyInput.PurposeFacts;
import org.entente.policy.PolicyInput.RuleFacts;
import org.entente.policy.PolicyInput.Subject;
import org.entente.policy.VisibilityInput.HiddenConsentFacts;

/** Random inputs from few values each, so that all that matters meets often; the same seed gives the same inputs. */
final class PolicyInputs {

    static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");

    private static final List<String> PARTNERS = List.of("ville", "aphm", "rtm");
    private static final List<String> PURPOSES = List.of("health-service", "transport", "statistics");
    private static final List<String> FIELDS = List.of("street", "name", "âge", "quote\"d", "emoji 🚲");
    private static final List<String> FILTERS = List.of(
            "{\"and\":[]}",
            "{\"or\":[]}",
            "{\"eq\":{\"field\":\"street\",\"value\":\"La Canebière \\\\ \\\"1\\\"\"}}",
            "{\"interval\":{\"field\":\"length\",\"from\":-0.125,\"to\":12345678901.75}}",
            "{\"not\":{\"in\":{\"field\":\"âge\",\"values\":[9007199254740993,2,true,null]}}}");
    private static final List<String> WRONG =
            List.of("null", "1", "true", "\"text\"", "[]", "{}", "[1,[]]", "{\"a\":1}");

    private final Random random;

    PolicyInputs(long seed) {
        random = new Random(seed);
    }

    PolicyInput next() {
        return new PolicyInput(
                NOW,
                caller(),
                random.nextBoolean(),
                purposes(),
                one(Action.values()),
                dataset(),
                some(3, this::agreement),
                some(5, this::consent),
                some(4, this::rule));
    }

    VisibilityInput nextVisibility() {
        return new VisibilityInput(NOW, caller(), purposes(), some(3, this::agreement), some(5, this::hiddenConsent));
    }

    /** The input's JSON with one value, anywhere in it, missing or replaced by another one. */
    JsonNode spoilt(Object input) {
        var root = PolicyJson.MAPPER.valueToTree(input);
        var inner = Stream.concat(Stream.of((JsonNode) root), descendants((JsonNode) root))
                .filter(node -> node.isContainerNode() && !node.isEmpty())
                .toList();
        spoil(inner.get(random.nextInt(inner.size())));
        return (JsonNode) root;
    }

    private void spoil(JsonNode node) {
        var at = random.nextInt(node.size());
        switch (node) {
            case ObjectNode object -> {
                var name = object.properties().stream()
                        .skip(at)
                        .findFirst()
                        .orElseThrow()
                        .getKey();
                if (random.nextBoolean()) {
                    object.remove(name);
                } else {
                    object.set(name, json(one(WRONG)));
                }
            }
            case ArrayNode array -> array.set(at, json(one(WRONG)));
            default -> throw new IllegalArgumentException("not a container: " + node);
        }
    }

    private static Stream<JsonNode> descendants(JsonNode node) {
        return node.valueStream().flatMap(child -> Stream.concat(Stream.of(child), descendants(child)));
    }

    private Subject caller() {
        return new Subject(
                often() ? "agent-1" : null,
                often() ? one(PARTNERS) : null,
                some(2, () -> one(List.of("partner-agent", "data-steward", "auditor"))),
                often() ? List.of(one(PURPOSES)) : some(2, () -> one(PURPOSES)),
                random.nextBoolean());
    }

    private DatasetFacts dataset() {
        return new DatasetFacts(
                "dataset-1",
                one(PARTNERS),
                one(AccessLevel.values()),
                one(Regime.values()),
                one(Secrecy.values()),
                one(DatasetKind.values()),
                List.of("TRAN"),
                new LawFacts(perhaps("6(1)(e)"), perhaps("P1Y"), perhaps("AIPD 7"), perhaps("9(2)(h)")),
                FIELDS.stream()
                        .filter(name -> often())
                        .map(name -> new FieldFacts(name, one(Sensitivity.values())))
                        .toList());
    }

    private ConsentFacts consent() {
        return new ConsentFacts(
                "consent-" + random.nextInt(9),
                1 + random.nextInt(3),
                one(PARTNERS),
                one(PARTNERS),
                "agreement-" + random.nextInt(3),
                some(2, () -> one(PURPOSES)),
                some(4, () -> one(Action.values())),
                some(4, () -> one(FIELDS)),
                json(one(FILTERS)),
                often() ? earlier() : later(),
                often() ? later() : random.nextBoolean() ? earlier() : null,
                often() ? null : earlier());
    }

    private List<PurposeFacts> purposes() {
        return PURPOSES.stream()
                .filter(code -> often())
                .map(code -> new PurposeFacts(code, code.equals("transport")))
                .toList();
    }

    private AgreementFacts agreement() {
        return new AgreementFacts(
                "agreement-" + random.nextInt(3),
                1 + random.nextInt(3),
                often(),
                often() ? earlier() : later(),
                often() ? later() : perhaps(earlier()),
                often() ? null : one(List.of(earlier(), later())),
                some(2, this::article));
    }

    private ArticleFacts article() {
        return new ArticleFacts(
                "" + random.nextInt(9),
                perhaps(some(3, () -> one(PURPOSES))),
                perhaps(some(4, () -> one(Action.values()))),
                !often(),
                perhaps(11),
                random.nextBoolean(),
                perhaps("P30D"),
                random.nextBoolean(),
                !often(),
                perhaps(earlier()),
                perhaps(later()));
    }

    private RuleFacts rule() {
        return new RuleFacts(
                "rule-" + random.nextInt(9),
                1 + random.nextInt(3),
                one(RuleEffect.values()),
                perhaps(some(2, () -> "dataset-" + random.nextInt(2))),
                perhaps(List.of("TRAN")),
                perhaps(some(2, () -> one(Sensitivity.values()))),
                perhaps(some(2, () -> one(Regime.values()))),
                perhaps(some(2, () -> one(PARTNERS))),
                perhaps(some(2, () -> one(List.of("partner-agent", "data-steward")))),
                perhaps(some(2, () -> one(PURPOSES))),
                perhaps(some(3, () -> one(Action.values()))),
                perhaps(some(3, () -> one(FIELDS))),
                perhaps(one(MaskMethod.values())),
                perhaps(json(one(FILTERS))),
                some(2, () -> new ObligationFacts(one(ObligationKind.values()), "11")),
                perhaps(earlier()),
                perhaps(later()));
    }

    private <T> T perhaps(T value) {
        return random.nextBoolean() ? value : null;
    }

    private HiddenConsentFacts hiddenConsent() {
        var like = consent();
        return new HiddenConsentFacts(
                like.id(),
                like.version(),
                like.owner(),
                like.consumer(),
                like.agreement(),
                like.purposes(),
                some(4, () -> "dataset-é" + random.nextInt(6)),
                like.from(),
                like.until(),
                like.withdrawn());
    }

    private Instant earlier() {
        return NOW.minus(Duration.ofMillis(random.nextInt(3)));
    }

    private Instant later() {
        return NOW.plus(Duration.ofMillis(random.nextInt(3)));
    }

    private boolean often() {
        return random.nextInt(4) > 0;
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private <T> T one(T[] values) {
        return one(List.of(values));
    }

    private <T> List<T> some(int most, Supplier<T> values) {
        return IntStream.range(0, random.nextInt(most + 1))
                .mapToObj(index -> values.get())
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return PolicyJson.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
