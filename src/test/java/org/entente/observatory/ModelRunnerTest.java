package org.entente.observatory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.entente.catalogue.Eventually;
import org.entente.local.LocalModelRunner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Partners' models in the real runner, a process of its own. */
class ModelRunnerTest {
    private static final int WINDOW = 8;
    private static final byte[] MODEL = OnnxModels.distanceFromMean(WINDOW);

    /** Some ten milliseconds for a window. */
    private static final byte[] HEAVY = OnnxModels.heavy(WINDOW, 16, 256);

    private static final Callable<byte[]> NOT_ASKED_FOR = () -> {
        throw new AssertionError("the runner has the model");
    };

    @TempDir
    static Path state;

    private static LocalModelRunner runner;
    private static ModelRuns models;

    @BeforeAll
    static void start() {
        runner = new LocalModelRunner(state);
        models = new ModelRuns(() -> Optional.of(runner.url()));
    }

    @AfterAll
    static void stop() throws IOException {
        var process = runner.process();
        runner.close();
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void the_level_of_each_full_window_is_computed() throws Exception {
        var model = OnnxModels.distanceFromMean(4);

        assertThat(models.check(model).window()).isEqualTo(4);
        assertThat(levels(model, NOT_ASKED_FOR, 1, 1, 1, 5, 1, 1)).containsExactly(3, 1, 1);
        assertThat(levels(model, NOT_ASKED_FOR, 1, 1, 1)).isEmpty();
    }

    @Test
    void a_long_series_and_the_longest_window_are_run_in_parts() throws Exception {
        var model = OnnxModels.distanceFromMean(1024);
        var values = values(25_000);

        assertThat(models.check(model).window()).isEqualTo(1024);
        var levels = levels(model, NOT_ASKED_FOR, values);
        assertThat(levels).hasSize(25_000 - 1024 + 1);
        for (int i = 0; i < levels.length; i += 997) {
            assertThat(levels(model, NOT_ASKED_FOR, Arrays.copyOfRange(values, i, i + 1024)))
                    .containsExactly(levels[i]);
        }
    }

    @Test
    void a_value_beyond_the_range_of_float32_is_its_greatest() throws Exception {
        var model = OnnxModels.model(2, OnnxModels.node("ReduceMax", List.of("x"), "level"));

        assertThat(levels(model, () -> model, 1, 1e300)).containsExactly(Float.MAX_VALUE);
    }

    @Test
    void the_same_values_give_the_same_bits_in_whatever_parts_and_process() throws Exception {
        var values = values(3_000);
        var levels = levels(MODEL, () -> MODEL, values);

        killed();

        var rest = Arrays.copyOfRange(values, 1_001, 3_000);
        assertThat(levels(MODEL, () -> MODEL, rest)).containsExactly(Arrays.copyOfRange(levels, 1_001, levels.length));
    }

    @Test
    void models_that_were_not_used_for_longest_are_forgotten_and_given_anew() throws Exception {
        models.check(MODEL);
        for (int window = 10; window < 115; window++) {
            models.check(OnnxModels.distanceFromMean(window));
        }
        var asked = new AtomicInteger();

        assertThat(levels(
                        MODEL,
                        () -> {
                            asked.incrementAndGet();
                            return MODEL;
                        },
                        values(WINDOW)))
                .hasSize(1);
        assertThat(asked).hasValue(1);
    }

    @Test
    void only_a_fixed_window_of_float32_is_taken() {
        for (var input : List.of(
                OnnxModels.tensor("x", OnnxModels.DOUBLE, 1, WINDOW),
                OnnxModels.tensor("x", OnnxModels.FLOAT, 1, -1),
                OnnxModels.tensor("x", OnnxModels.FLOAT, -1, WINDOW),
                OnnxModels.tensor("x", OnnxModels.FLOAT, 2, WINDOW),
                OnnxModels.tensor("x", OnnxModels.FLOAT, WINDOW),
                OnnxModels.tensor("x", OnnxModels.FLOAT, 1, 1, WINDOW),
                OnnxModels.tensor("x", OnnxModels.FLOAT, 1, 1),
                OnnxModels.tensor("x", OnnxModels.FLOAT, 1, 1025))) {
            assertRefused(
                    OnnxModels.model(
                            List.of(input),
                            List.of(OnnxModels.tensor("level", OnnxModels.FLOAT, 1, 1)),
                            OnnxModels.node(
                                    "Cast", List.of("x"), "numbers", OnnxModels.integer("to", OnnxModels.FLOAT)),
                            OnnxModels.node("ReduceMax", List.of("numbers"), "largest"),
                            OnnxModels.constant("shape", 1, 1),
                            OnnxModels.node("Reshape", List.of("largest", "shape"), "level")),
                    "Its only input must be");
        }
        var x = OnnxModels.tensor("x", OnnxModels.FLOAT, 1, WINDOW);
        var y = OnnxModels.tensor("y", OnnxModels.FLOAT, 1, WINDOW);
        assertRefused(
                OnnxModels.model(
                        List.of(x, y),
                        List.of(OnnxModels.tensor("level", OnnxModels.FLOAT, 1, WINDOW)),
                        OnnxModels.node("Add", List.of("x", "y"), "level")),
                "Its only input must be");
    }

    @Test
    void only_one_number_is_taken_for_a_level() {
        assertOutputRefused(
                OnnxModels.tensor("level", OnnxModels.FLOAT, 1, WINDOW), OnnxModels.node("Abs", List.of("x"), "level"));
        // of an unknown size, and then of too many numbers
        assertOutputRefused(
                OnnxModels.tensor("level", OnnxModels.FLOAT, 1, -1), OnnxModels.node("Abs", List.of("x"), "level"));
        assertOutputRefused(
                OnnxModels.tensor("level", OnnxModels.DOUBLE, 1, 1),
                OnnxModels.node("ReduceMax", List.of("x"), "largest"),
                OnnxModels.node("Cast", List.of("largest"), "level", OnnxModels.integer("to", OnnxModels.DOUBLE)));
        assertRefused(
                OnnxModels.model(
                        List.of(OnnxModels.tensor("x", OnnxModels.FLOAT, 1, WINDOW)),
                        List.of(
                                OnnxModels.tensor("level", OnnxModels.FLOAT, 1, 1),
                                OnnxModels.tensor("other", OnnxModels.FLOAT, 1, 1)),
                        OnnxModels.node("ReduceMax", List.of("x"), "level"),
                        OnnxModels.node("ReduceMin", List.of("x"), "other")),
                "Its only output must be");
    }

    private static void assertOutputRefused(byte[] output, byte[]... nodes) {
        assertRefused(
                OnnxModels.model(List.of(OnnxModels.tensor("x", OnnxModels.FLOAT, 1, WINDOW)), List.of(output), nodes),
                "Its only output must be");
    }

    @Test
    void a_graph_that_does_not_fit_together_is_refused() {
        assertRefused(OnnxModels.model(WINDOW, OnnxModels.node("Abs", List.of("nowhere"), "level")), "It fails ");
        assertRefused(new byte[] {1, 2, 3}, "not an ONNX model");
    }

    @Test
    void a_level_that_is_none_is_refused_when_it_is_checked_and_when_it_is_scored() throws Exception {
        assertRefused(OnnxModels.negative(WINDOW), "at least 0, and was -");
        var model = OnnxModels.rootAbove(2, -100);

        assertThat(models.check(model).window()).isEqualTo(2);
        assertThat(levels(model, NOT_ASKED_FOR, 1, -1)).containsExactly(10);
        assertThatThrownBy(() -> levels(model, NOT_ASKED_FOR, 1, 1, -101, -101))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessage("LEVEL NaN");
    }

    @Test
    void a_model_that_takes_too_long_is_ended_and_the_runner_goes_on() throws Exception {
        var process = runner.process();

        assertRefused(OnnxModels.heavy(WINDOW, 3_000, 256), "too long");

        assertThat(runner.process()).isEqualTo(process);
        assertThat(models.check(MODEL).window()).isEqualTo(WINDOW);
    }

    @Test
    void one_that_cannot_be_ended_ends_its_runner_which_is_started_again() throws Exception {
        var process = runner.process();

        assertRefused(OnnxModels.endless(WINDOW), "too long");

        process.onExit().get(1, TimeUnit.MINUTES);
        awaitRunner();
        assertThat(models.check(MODEL).window()).isEqualTo(WINDOW);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void one_that_wants_more_memory_than_there_is_for_it_is_refused() throws Exception {
        assertRefused(OnnxModels.heavy(WINDOW, 1, 16_384), "It fails");
        assertThat(models.check(MODEL).window()).isEqualTo(WINDOW);
    }

    @Test
    void a_runner_that_is_killed_meanwhile_is_started_again_and_given_the_model_anew() throws Exception {
        killed();
        var values = values(400);
        var asked = new AtomicInteger();
        var levels = CompletableFuture.supplyAsync(() -> unchecked(() -> levels(HEAVY, counted(asked), values)));

        killWhenItRuns(asked, 1);

        assertThat(levels.get()).containsExactly(levels(MODEL, () -> MODEL, values));
        assertThat(asked).hasValue(2);
    }

    @Test
    void a_model_at_which_the_runner_ends_each_time_is_refused() throws Exception {
        killed();
        var asked = new AtomicInteger();
        var levels = CompletableFuture.supplyAsync(() -> unchecked(() -> levels(HEAVY, counted(asked), values(5_000))));

        for (int times = 1; times <= 3; times++) {
            killWhenItRuns(asked, times);
        }

        assertThatThrownBy(levels::get)
                .rootCause()
                .isInstanceOf(ModelRefusedException.class)
                .hasMessage("ENDS_RUNNER");
        awaitRunner();
    }

    private static Callable<byte[]> counted(AtomicInteger asked) {
        return () -> {
            asked.incrementAndGet();
            return HEAVY;
        };
    }

    /** Once it was given the model so often, and has computed for half a second since. */
    private static void killWhenItRuns(AtomicInteger asked, int times) throws Exception {
        Eventually.is("the runner is given the model", () -> asked.get() == times);
        var process = runner.process();
        var begun = process.info().totalCpuDuration().orElseThrow();
        Eventually.is(
                "it runs", () -> process.info().totalCpuDuration().orElseThrow().compareTo(begun.plusMillis(500)) > 0);
        runner.kill();
    }

    @Test
    void where_no_runner_is_there_is_no_level() {
        var away = new ModelRuns(() -> Optional.of(URI.create("http://127.0.0.1:1")));

        assertThat(away.isConfigured()).isTrue();
        assertThat(new ModelRuns(Optional::empty).isConfigured()).isFalse();
        assertThatThrownBy(() -> away.check(MODEL)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> away.levels(ModelRunner.sha256(MODEL), () -> MODEL, values(WINDOW)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void what_is_no_call_of_the_protocol_changes_nothing() throws Exception {
        var sha256 = ModelRunner.sha256(OnnxModels.distanceFromMean(3));

        assertThat(status("PUT", "/models/" + sha256, MODEL)).isEqualTo(400);
        assertThat(status("POST", "/models/" + sha256 + "/levels", new byte[24]))
                .isEqualTo(404);
        assertThat(status("PUT", "/models/" + sha256 + "/levels", MODEL)).isEqualTo(404);
        assertThat(status("PUT", "/models/..", MODEL)).isEqualTo(404);
        assertThat(status("POST", "/models/" + sha256 + "/levels", new byte[7])).isEqualTo(400);
        assertThat(status("POST", "/models/" + sha256 + "/levels", ModelRunner.bytes(new double[] {1, Double.NaN})))
                .isEqualTo(400);
        assertThat(status("POST", "/models/" + sha256 + "/levels", new byte[8 * 100_001]))
                .isEqualTo(400);
    }

    private static int status(String method, String path, byte[] body) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(runner.url().resolve(path))
                    .method(method, BodyPublishers.ofByteArray(body))
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    private static void assertRefused(byte[] model, String reason) {
        assertThatThrownBy(() -> models.check(model))
                .isInstanceOfSatisfying(
                        ModelRefusedException.class,
                        refused ->
                                assertThat(ModelRefusalText.of(refused, "en")).contains(reason));
    }

    private static double[] levels(byte[] model, Callable<byte[]> content, double... values) throws Exception {
        return models.levels(ModelRunner.sha256(model), content, values);
    }

    private static double[] values(int count) {
        return new Random(7).doubles(count, -50, 50).toArray();
    }

    private static <T> T unchecked(Callable<T> call) {
        try {
            return call.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void killed() throws Exception {
        runner.kill();
        awaitRunner();
    }

    private static void awaitRunner() throws Exception {
        Eventually.within(Duration.ofMinutes(1), "the runner answers again", () -> {
            try {
                return models.check(OnnxModels.distanceFromMean(2)).window() == 2;
            } catch (IOException notYet) {
                return false;
            }
        });
    }
}
