package org.entente.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WasmPolicyEngineTest {

    private static final Release RELEASE = Release.shipped();
    private static final PolicyEngine ENGINE = new WasmPolicyEngine(RELEASE, 2, Duration.ofSeconds(60));

    @Test
    void many_virtual_threads_get_the_answers_that_one_thread_gets() throws Exception {
        var inputs = inputs(500);
        var alone = inputs.stream().map(ENGINE::decide).toList();

        var together = together(inputs.stream()
                .<Callable<Decision>>map(input -> () -> ENGINE.decide(input))
                .toList());

        for (var i = 0; i < alone.size(); i++) {
            assertThat(together.get(i).get()).isEqualTo(alone.get(i));
        }
    }

    @Test
    void a_thread_that_finds_no_free_instance_in_time_is_told_so() throws Exception {
        var engine = new WasmPolicyEngine(RELEASE, 1, Duration.ZERO);
        var large = PolicyJson.write(withConsents(2_000));
        Callable<Boolean> ask = () -> {
            try {
                engine.evaluate(Entrypoint.DECIDE, large);
                return false;
            } catch (PolicyUnavailableException.Busy e) {
                return true;
            }
        };

        var busy = together(Collections.nCopies(4, ask));

        assertThat(busy).map(Future::get).contains(true).contains(false);
    }

    @Test
    void an_evaluation_that_breaks_spoils_no_other() {
        var engine = new WasmPolicyEngine(RELEASE, 1, Duration.ofSeconds(60));
        var input = new PolicyInputs(3).next();
        var before = engine.decide(input);
        var tooLarge = new byte[80 * 1024 * 1024];

        assertThatThrownBy(() -> engine.evaluate(Entrypoint.DECIDE, tooLarge))
                .isInstanceOf(PolicyUnavailableException.Broken.class);
        assertThat(engine.decide(input)).isEqualTo(before);
    }

    @Test
    void an_input_nested_without_end_never_permits() {
        var engine = new WasmPolicyEngine(RELEASE, 1, Duration.ofSeconds(60));
        var input = new PolicyInputs(3).next();
        var before = engine.decide(input);
        var nested = "[".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> engine.evaluate(Entrypoint.DECIDE, nested))
                .isInstanceOf(PolicyUnavailableException.Broken.class);
        assertThat(engine.decide(input)).isEqualTo(before);
    }

    @Test
    void what_is_no_json_is_denied_as_malformed() {
        var document = ENGINE.evaluate(Entrypoint.DECIDE, "{no".getBytes(StandardCharsets.UTF_8));

        assertThat(document.path("outcome").asText()).isEqualTo("DENY");
        assertThat(document.path("reasons").path(0).path("code").asText()).isEqualTo("input.malformed");
    }

    @Test
    void an_interrupted_thread_gets_no_answer_and_stays_interrupted() {
        var input = new PolicyInputs(3).next();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> ENGINE.decide(input)).isInstanceOf(PolicyUnavailableException.Interrupted.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static List<PolicyInput> inputs(int count) {
        var inputs = new PolicyInputs(2);
        return IntStream.range(0, count).mapToObj(number -> inputs.next()).toList();
    }

    private static PolicyInput withConsents(int count) {
        var inputs = new PolicyInputs(4);
        var consents = IntStream.range(0, count)
                .mapToObj(number -> inputs.next().consents())
                .flatMap(List::stream)
                .toList();
        var input = inputs.next();
        return new PolicyInput(
                input.now(),
                input.caller(),
                input.competentAuthority(),
                input.purposes(),
                input.action(),
                input.dataset(),
                input.agreements(),
                consents,
                input.rules());
    }

    private static <T> List<Future<T>> together(List<Callable<T>> tasks) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(tasks);
        }
    }
}
