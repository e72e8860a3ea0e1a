package org.entente.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WebAssembly inside the JVM and a real OPA server give the same documents, byte for byte in canonical JSON. */
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
        wasm = new WasmPolicyEngine(Release.shipped(), 1, TIMEOUT);
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
        var outcomes = new EnumMap<Outcome, Integer>(Outcome.class);
        var codes = new TreeMap<String, Integer>();
        for (var number = 0; number < INPUTS; number++) {
            var input = inputs.next();
            assertSameDocument(Entrypoint.DECIDE, PolicyJson.write(input));
            var decision = wasm.decide(input);
            assertThat(server.decide(input)).isEqualTo(decision);
            assertExplainedAlike(input, decision);
            outcomes.merge(decision.outcome(), 1, Integer::sum);
            decision.reasons().forEach(reason -> codes.merge(reason.code(), 1, Integer::sum));
        }
        assertThat(outcomes.values()).as("both outcomes often: %s", outcomes).allMatch(count -> count > INPUTS / 10);
        assertThat(codes)
                .containsOnlyKeys(
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

    @Test
    void spoilt_inputs_are_decided_alike() {
        var inputs = new PolicyInputs(SEED + 1);
        IntStream.range(0, INPUTS)
                .mapToObj(number -> inputs.spoilt(inputs.next()))
                .map(PolicyJson::write)
                .forEach(input -> {
                    assertSameDocument(Entrypoint.DECIDE, input);
                    assertSameDocument(Entrypoint.EXPLAIN, input);
                });
    }

    @Test
    void lists_are_filtered_alike() {
        var inputs = new PolicyInputs(SEED + 2);
        for (var number = 0; number < INPUTS; number++) {
            var input = inputs.nextVisibility();
            assertSameDocument(Entrypoint.VISIBILITY, PolicyJson.write(input));
            assertSameDocument(Entrypoint.VISIBILITY, PolicyJson.write(inputs.spoilt(input)));
            assertThat(wasm.visibility(input)).isEqualTo(server.visibility(input));
        }
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
