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
import org.entente.policy.PolicyInput.DerivedFacts;
import org.entente.policy.PolicyInput.FieldFacts;
import org.entente.policy.PolicyInput.GoverningFacts;
import org.entente.policy.PolicyInput.LawFacts;
import org.entente.policy.PolicyInput.ObligationFacts;
import org.entente.policy.PolicyInput.PurposeFacts;
import org.entente.policy.PolicyInput.ReleaseFacts;
import org.entente.policy.PolicyInput.RuleFacts;
import org.entente.policy.PolicyInput.StandingFacts;
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
    /** One in so many facts stands against what is asked; half of the inputs have few, so that all sorts permit too. */
    private int odds;

    PolicyInputs(long seed) {
        random = new Random(seed);
    }

    PolicyInput next() {
        odds = random.nextBoolean() ? 4 : 40;
        var caller = caller();
        var dataset = dataset();
        return new PolicyInput(
                NOW,
                caller,
                random.nextBoolean(),
                purposes(),
                one(Action.values()),
                dataset,
                agreements(),
                some(5, () -> consent(dataset.owner(), caller.partner())),
                some(3, this::rule));
    }

    VisibilityInput nextVisibility() {
        odds = random.nextBoolean() ? 4 : 40;
        var caller = caller();
        return new VisibilityInput(
                NOW, caller, purposes(), agreements(), some(5, () -> hiddenConsent(one(PARTNERS), caller.partner())));
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
                often() ? Secrecy.NONE : one(Secrecy.values()),
                one(DatasetKind.values()),
                List.of("TRAN"),
                new LawFacts(mostly("6(1)(e)"), mostly("P1Y"), mostly("AIPD 7"), mostly("9(2)(h)")),
                FIELDS.stream()
                        .filter(name -> often())
                        .map(name -> new FieldFacts(name, one(Sensitivity.values())))
                        .toList(),
                perhaps(derived()));
    }

    private DerivedFacts derived() {
        return new DerivedFacts(
                some(
                        2,
                        () -> new GoverningFacts(
                                one(AccessLevel.values()), one(Regime.values()), one(Secrecy.values()))),
                perhaps(new ReleaseFacts(
                        "release-1",
                        perhaps(11),
                        some(
                                2,
                                () -> new StandingFacts(
                                        "agreement-" + random.nextInt(3),
                                        often(),
                                        often() ? earlier() : later(),
                                        often() ? perhaps(later()) : earlier(),
                                        often() ? null : one(List.of(earlier(), later())))))));
    }

    private ConsentFacts consent(String owner, String consumer) {
        return new ConsentFacts(
                "consent-" + random.nextInt(9),
                1 + random.nextInt(3),
                often() ? owner : one(PARTNERS),
                often() && consumer != null ? consumer : one(PARTNERS),
                "agreement-" + random.nextInt(3),
                often() ? PURPOSES : some(2, () -> one(PURPOSES)),
                often() ? List.of(Action.values()) : some(2, () -> one(Action.values())),
                some(4, () -> one(FIELDS)),
                json(one(FILTERS)),
                often() ? earlier() : later(),
                often() ? perhaps(later()) : earlier(),
                often() ? null : earlier());
    }

    private List<PurposeFacts> purposes() {
        return PURPOSES.stream()
                .filter(code -> often())
                .map(code -> new PurposeFacts(code, code.equals("transport")))
                .toList();
    }

    private List<AgreementFacts> agreements() {
        return IntStream.range(0, 3)
                .filter(number -> often())
                .mapToObj(number -> agreement(often() ? number : 0))
                .toList();
    }

    private AgreementFacts agreement(int number) {
        return new AgreementFacts(
                "agreement-" + number,
                1 + random.nextInt(3),
                often(),
                often() ? earlier() : later(),
                often() ? perhaps(later()) : earlier(),
                often() ? null : one(List.of(earlier(), later())),
                some(2, this::article));
    }

    private ArticleFacts article() {
        return new ArticleFacts(
                "" + random.nextInt(9),
                seldom(some(3, () -> one(PURPOSES))),
                seldom(some(4, () -> one(Action.values()))),
                !often(),
                perhaps(11),
                random.nextBoolean(),
                perhaps("P30D"),
                random.nextBoolean(),
                !often(),
                seldom(often() ? earlier() : later()),
                seldom(often() ? later() : earlier()));
    }

    private RuleFacts rule() {
        var effect = one(RuleEffect.values());
        var masks = effect == RuleEffect.MASK;
        return new RuleFacts(
                "rule-" + random.nextInt(9),
                1 + random.nextInt(3),
                effect,
                seldom(some(2, () -> "dataset-" + random.nextInt(2))),
                seldom(List.of("TRAN")),
                seldom(some(2, () -> one(Sensitivity.values()))),
                seldom(some(2, () -> one(Regime.values()))),
                perhaps(some(2, () -> one(PARTNERS))),
                seldom(some(2, () -> one(List.of("partner-agent", "data-steward")))),
                seldom(some(2, () -> one(PURPOSES))),
                seldom(some(3, () -> one(Action.values()))),
                perhaps(some(3, () -> one(FIELDS))),
                masks && often() ? one(MaskMethod.values()) : null,
                effect != RuleEffect.DENY && !masks && often() ? json(one(FILTERS)) : null,
                some(2, () -> new ObligationFacts(one(ObligationKind.values()), one(List.of("5", "11", "100")))),
                seldom(often() ? earlier() : later()),
                seldom(often() ? later() : earlier()));
    }

    private <T> T seldom(T value) {
        return often() ? null : value;
    }

    private <T> T mostly(T value) {
        return random.nextInt(5) > 0 ? value : null;
    }

    private <T> T perhaps(T value) {
        return random.nextBoolean() ? value : null;
    }

    private HiddenConsentFacts hiddenConsent(String owner, String consumer) {
        var like = consent(owner, consumer);
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
        return random.nextInt(odds) > 0;
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
