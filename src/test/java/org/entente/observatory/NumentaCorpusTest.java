package org.entente.observatory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Over the real corpus, where it lies beside the repository. */
class NumentaCorpusTest {
    private static List<NumentaSeries> corpus() {
        var corpus = NumentaCorpus.read();
        Assumptions.assumeTrue(corpus.isPresent(), "Skipped: there is no Numenta corpus beside the repository");
        return corpus.orElseThrow();
    }

    @Test
    void rarity_has_the_scores_that_are_written_down() {
        var corpus = corpus();
        var scored = Trials.alerts(RarityDetector::new, corpus);

        assertThat(corpus).hasSize(58);
        assertThat(Arrays.stream(NumentaProfile.values())
                        .map(profile -> NumentaResult.best(scored, profile).score()))
                .satisfiesExactly(
                        standard -> assertThat(standard).isEqualTo(78.4, offset(0.06)),
                        lowFalsePositives -> assertThat(lowFalsePositives).isEqualTo(72.9, offset(0.06)),
                        lowFalseNegatives -> assertThat(lowFalseNegatives).isEqualTo(82.4, offset(0.06)));
    }

    @Test
    void copies_in_other_units_alert_at_the_same_points() {
        var copies = List.<DoubleUnaryOperator>of(v -> v * 7.3 - 1_000, v -> -v, v -> v * 1.8 + 32);
        for (var series : corpus()) {
            var alerts = alerts(series.observations());
            for (var copy : copies) {
                var copied = series.observations().stream()
                        .map(o -> new Observation(o.at(), copy.applyAsDouble(o.value())))
                        .toList();
                assertThat(alerts(copied)).as(series.name()).isEqualTo(alerts);
            }
        }
    }

    private static List<Boolean> alerts(List<Observation> observations) {
        return Arrays.stream(Trials.alerts(new RarityDetector(), observations))
                .mapToObj(alert -> alert > 0)
                .toList();
    }
}
