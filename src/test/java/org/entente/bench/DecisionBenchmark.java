package org.entente.bench;

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
import org.entente.policy.PolicyEngine;
import org.entente.policy.PolicyInput;
import org.entente.policy.PolicyInput.ConsentFacts;
import org.entente.policy.PolicyInput.DatasetFacts;
import org.entente.policy.PolicyInput.FieldFacts;
import org.entente.policy.PolicyInput.LawFacts;
import org.entente.policy.PolicyInput.PurposeFacts;
import org.entente.policy.PolicyInput.Subject;
import org.entente.policy.Regime;
import org.entente.policy.Release;
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
 * One decision inside this JVM with 20 facts, 20 consents of which two permit, from records to records: the writing and
 * reading of JSON is part of it. The percentiles are of single decisions.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 3, time = 5)
@Fork(1)
public class DecisionBenchmark {

    private static final int FACTS = 20;
    private static final int PERMITTING = 2;
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
                .map(name -> new FieldFacts(name, Sensitivity.INTERNAL))
                .toList();
        var dataset = new DatasetFacts(
                "5b1f0c5e-7f43-4f4e-9d0b-3a4d8f0f2c11",
                "ville",
                AccessLevel.DISCOVERABLE,
                Regime.NONE,
                Secrecy.NONE,
                DatasetKind.SOURCE,
                List.of("TRAN"),
                LawFacts.NONE,
                fields);
        var caller = new Subject("agent-aphm", "aphm", List.of("partner-agent"), List.of("health-service"), false);
        var consents = IntStream.range(0, FACTS)
                .mapToObj(number -> consent(number, names))
                .toList();
        return new PolicyInput(
                NOW,
                caller,
                false,
                List.of(new PurposeFacts("health-service", false)),
                Action.READ,
                dataset,
                List.of(),
                consents,
                List.of());
    }

    private static ConsentFacts consent(int number, List<String> fields) {
        return new ConsentFacts(
                "c0ffee00-0000-4000-8000-%012d".formatted(number),
                1,
                "ville",
                "aphm",
                "a9e3e3e3-0000-4000-8000-000000000001",
                List.of("health-service"),
                List.of(Action.READ, Action.AGGREGATE),
                fields.subList(0, 4),
                JsonNodeFactory.instance.objectNode().set("and", JsonNodeFactory.instance.arrayNode()),
                NOW.minus(Duration.ofDays(30)),
                number < PERMITTING ? NOW.plus(Duration.ofDays(30)) : NOW.minus(Duration.ofDays(1)),
                null);
    }
}
