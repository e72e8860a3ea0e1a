package org.entente.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.entente.policy.AccessLevel;
import org.entente.policy.Action;
import org.entente.policy.DatasetKind;
import org.entente.policy.Decision;
import org.entente.policy.MaskMethod;
import org.entente.policy.PolicyEngine;
import org.entente.policy.PolicyInput;
import org.entente.policy.PolicyInput.AgreementFacts;
import org.entente.policy.PolicyInput.ArticleFacts;
import org.entente.policy.PolicyInput.ConsentFacts;
import org.entente.policy.PolicyInput.DatasetFacts;
import org.entente.policy.PolicyInput.FieldFacts;
import org.entente.policy.PolicyInput.LawFacts;
import org.entente.policy.PolicyInput.PurposeFacts;
import org.entente.policy.PolicyInput.RuleFacts;
import org.entente.policy.PolicyInput.Subject;
import org.entente.policy.Regime;
import org.entente.policy.Release;
import org.entente.policy.RuleEffect;
import org.entente.policy.Secrecy;
import org.entente.policy.Sensitivity;
import org.entente.policy.WasmPolicyEngine;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * One decision inside this JVM with 20 facts, from records to records: an agreement with two articles, 15 consents of which two
 * permit, four rules of which two act. The writing and reading of JSON is part of it. The percentiles are of single decisions.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 3, time = 5)
@Fork(1)
public class DecisionBenchmark {

    private static final int CONSENTS = 15;
    private static final int PERMITTING = 2;
    private static final String AGREEMENT = "a9e3e3e3-0000-4000-8000-000000000001";
    private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");

    private PolicyEngine engine;
    private PolicyInput input;

    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(DecisionBenchmark.class.getName())
                        .build())
                .run();
    }

    @Setup
    public void prepare() {
        engine = new WasmPolicyEngine(Release.shipped(), 1, Duration.ofSeconds(2));
        input = input();
    }

    @Benchmark
    public Decision decide() {
        return engine.decide(input);
    }

    static PolicyInput input() {
        var names = IntStream.range(0, 8).mapToObj("field_%d"::formatted).toList();
        var fields = names.stream()
                .map(name -> new FieldFacts(name, name.endsWith("7") ? Sensitivity.PERSONAL : Sensitivity.INTERNAL))
                .toList();
        var dataset = new DatasetFacts(
                "5b1f0c5e-7f43-4f4e-9d0b-3a4d8f0f2c11",
                "ville",
                AccessLevel.DISCOVERABLE,
                Regime.GDPR,
                Secrecy.NONE,
                DatasetKind.SOURCE,
                List.of("TRAN"),
                new LawFacts("6(1)(e)", "P2Y", "AIPD 2026-07", null),
                fields,
                null);
        var caller = new Subject("agent-aphm", "aphm", List.of("partner-agent"), List.of("health-service"), false);
        var consents = IntStream.range(0, CONSENTS)
                .mapToObj(number -> consent(number, names))
                .toList();
        return new PolicyInput(
                NOW,
                caller,
                false,
                List.of(new PurposeFacts("health-service", false)),
                Action.READ,
                dataset,
                List.of(agreement()),
                consents,
                List.of(rule(0, "aphm"), rule(1, "aphm"), rule(2, "rtm"), rule(3, "police")));
    }

    private static AgreementFacts agreement() {
        return new AgreementFacts(
                AGREEMENT,
                3,
                true,
                NOW.minus(Duration.ofDays(90)),
                null,
                null,
                List.of(
                        new ArticleFacts(
                                "2",
                                List.of("health-service"),
                                null,
                                false,
                                null,
                                true,
                                null,
                                false,
                                false,
                                null,
                                null),
                        new ArticleFacts("5", null, null, false, 11, false, "P30D", true, false, null, null)));
    }

    private static RuleFacts rule(int number, String partner) {
        return new RuleFacts(
                "d0ffee00-0000-4000-8000-%012d".formatted(number),
                1,
                number % 2 == 0 ? RuleEffect.FILTER : RuleEffect.MASK,
                null,
                List.of("TRAN"),
                null,
                null,
                List.of(partner),
                null,
                null,
                null,
                List.of("field_1"),
                number % 2 == 0 ? null : MaskMethod.HASH,
                number % 2 == 0 ? everyRow() : null,
                List.of(),
                null,
                null);
    }

    private static JsonNode everyRow() {
        return JsonNodeFactory.instance.objectNode().set("and", JsonNodeFactory.instance.arrayNode());
    }

    private static ConsentFacts consent(int number, List<String> fields) {
        return new ConsentFacts(
                "c0ffee00-0000-4000-8000-%012d".formatted(number),
                1,
                "ville",
                "aphm",
                AGREEMENT,
                List.of("health-service"),
                List.of(Action.READ, Action.AGGREGATE),
                fields.subList(0, 4),
                everyRow(),
                NOW.minus(Duration.ofDays(30)),
                number < PERMITTING ? NOW.plus(Duration.ofDays(30)) : NOW.minus(Duration.ofDays(1)),
                null);
    }
}
