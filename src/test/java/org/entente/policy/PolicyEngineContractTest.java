package org.entente.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entente.policy.Decision.Reason;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * WebAssembly inside the JVM and a real OPA server give the same documents, byte for byte in canonical JSON. Inputs are made one after the other,
 * the same ones each time, and asked about several at once: one engine works while another thread waits for the other.
 */
class PolicyEngineContractTest {

    private static final int INPUTS = 1_000;
    private static final long SEED = 20261125;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final ObjectMapper CANONICAL =
            PolicyJson.MAPPER.copy().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private static OpaServer opa;
    private static PolicyEngine server;
    private static PolicyEngine wasm;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        OpaCommand.assumePresent();
        opa = new OpaServer(folder);
        server = new OpaServerPolicyEngine(Release.shipped(), opa.address(), TIMEOUT);
        wasm = new WasmPolicyEngine(Release.shipped(), Runtime.getRuntime().availableProcessors(), TIMEOUT);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (opa != null) {
            opa.close();
        }
    }

    @Test
    void random_inputs_are_decided_alike() {
        var inputs = new PolicyInputs(SEED);
        var decisions =
                made(inputs::next).map(PolicyEngineContractTest::decidedAlike).toList();
        assertThat(decisions).hasSize(INPUTS);
        var outcomes = decisions.stream().collect(Collectors.groupingBy(Decision::outcome, Collectors.counting()));
        assertThat(outcomes).containsOnlyKeys(Outcome.values());
        assertThat(outcomes.values()).as("both outcomes often: %s", outcomes).allMatch(count -> count > INPUTS / 10);
        assertThat(decisions.stream()
                        .flatMap(decision -> decision.reasons().stream())
                        .map(Reason::code)
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        "open",
                        "discoverable",
                        "owner",
                        "sign_in.required",
                        "partner.required",
                        "purpose.required",
                        "purpose.unknown",
                        "justification.required",
                        "consent.in_force",
                        "consent.none",
                        "consent.other_purpose",
                        "consent.other_action",
                        "consent.not_started",
                        "consent.expired",
                        "consent.withdrawn",
                        "agreement.missing",
                        "agreement.not_signed",
                        "agreement.not_started",
                        "agreement.ended",
                        "agreement.terminated",
                        "agreement.purpose",
                        "agreement.action",
                        "agreement.competent_authority",
                        "agreement.period",
                        "agreement.anonymised_only",
                        "rule.permitted",
                        "rule.denied",
                        "rule.masked",
                        "rule.filtered",
                        "rule.malformed",
                        "secrecy.medical",
                        "secrecy.judicial",
                        "secrecy.statistical",
                        "law.led.competent_authority",
                        "law.led.purpose",
                        "law.legal_basis",
                        "law.retention",
                        "law.impact_assessment",
                        "law.special_category",
                        "result.not_released",
                        "release.frozen");
    }

    private static <T> Stream<T> made(Supplier<T> inputs) {
        return Stream.generate(inputs).limit(INPUTS).toList().parallelStream();
    }

    private static Decision decidedAlike(PolicyInput input) {
        assertSameDocument(Entrypoint.DECIDE, PolicyJson.write(input));
        var decision = wasm.decide(input);
        assertThat(server.decide(input)).isEqualTo(decision);
        assertExplainedAlike(input, decision);
        return decision;
    }

    @Test
    void spoilt_inputs_are_decided_alike() {
        var inputs = new PolicyInputs(SEED + 1);
        made(() -> PolicyJson.write(inputs.spoilt(inputs.next()))).forEach(input -> {
            assertSameDocument(Entrypoint.DECIDE, input);
            assertSameDocument(Entrypoint.EXPLAIN, input);
        });
    }

    @Test
    void lists_are_filtered_alike() {
        var inputs = new PolicyInputs(SEED + 2);
        made(() -> {
                    var input = inputs.nextVisibility();
                    return Map.entry(input, PolicyJson.write(inputs.spoilt(input)));
                })
                .forEach(asked -> {
                    var input = asked.getKey();
                    assertSameDocument(Entrypoint.VISIBILITY, PolicyJson.write(input));
                    assertSameDocument(Entrypoint.VISIBILITY, asked.getValue());
                    assertThat(wasm.visibility(input)).isEqualTo(server.visibility(input));
                });
    }

    @Test
    void empty_input_is_denied_by_both() {
        var empty = "{}".getBytes(StandardCharsets.UTF_8);

        assertSameDocument(Entrypoint.DECIDE, empty);
        assertSameDocument(Entrypoint.EXPLAIN, empty);
        assertThat(canonical(wasm.evaluate(Entrypoint.DECIDE, empty)))
                .isEqualTo("{\"grants\":[],\"obligations\":[],\"outcome\":\"DENY\","
                        + "\"reasons\":[{\"code\":\"input.malformed\"}]}");
    }

    /** The explanation tells the decision itself, and what it says held is what the decision says. */
    private static void assertExplainedAlike(PolicyInput input, Decision decision) {
        assertSameDocument(Entrypoint.EXPLAIN, PolicyJson.write(input));
        var considered = wasm.explain(input);
        assertThat(server.explain(input)).isEqualTo(considered);
        assertThat(considered.decision()).isEqualTo(decision);
        if (decision.permits()) {
            assertThat(considered.lines())
                    .containsAll(decision.reasons().stream()
                            .map(reason -> new Considered.Line(reason.code(), true, reason.source()))
                            .toList());
        }
    }

    private static void assertSameDocument(Entrypoint entrypoint, byte[] input) {
        assertThat(canonical(wasm.evaluate(entrypoint, input)))
                .as(() -> new String(input, StandardCharsets.UTF_8))
                .isEqualTo(canonical(server.evaluate(entrypoint, input)));
    }

    private static String canonical(JsonNode document) {
        try {
            return CANONICAL.writeValueAsString(CANONICAL.treeToValue(document, Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
