package org.entente.observatory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.entente.local.LocalModelRunner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Partners' models in the real runner, a process of its own. */
class ModelRunnerTest {
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
    static void stop() {
        runner.close();
    }

    @Test
    void the_level_of_each_full_window_is_computed() throws Exception {
        var model = OnnxModels.distanceFromMean(4);

        assertThat(models.check(model)).isEqualTo(4);
        assertThat(models.levels(ModelRunner.sha256(model), () -> model, new double[] {1, 1, 1, 5, 1, 1}))
                .containsExactly(3, 1, 1);
    }
}
