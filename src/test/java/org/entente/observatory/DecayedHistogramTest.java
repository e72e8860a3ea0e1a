package org.entente.observatory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class DecayedHistogramTest {
    private static DecayedHistogram gaussian(double mean, double deviation, int size) {
        var histogram = new DecayedHistogram();
        var random = new Random(1);
        for (int i = 0; i < size; i++) {
            histogram.add(mean + deviation * random.nextGaussian());
        }
        return histogram;
    }

    @Property
    void evidence_is_bounded_whatever_is_asked(
            @ForAll double value, @ForAll @DoubleRange(min = -1e9, max = 1e9) double mean) {
        assertThat(gaussian(mean, 3, 500).evidence(value)).isBetween(0.0, 6.0);
    }

    @Test
    void what_is_rarer_has_more_evidence() {
        var histogram = gaussian(100, 5, 5_000);

        double common = histogram.evidence(100);
        double rare = histogram.evidence(112);
        double never = histogram.evidence(140);
        assertThat(common).isLessThan(1.2);
        assertThat(rare).isBetween(1.2, 3.2);
        assertThat(never).isGreaterThan(3.2);
        assertThat(histogram.evidence(1e9)).isGreaterThan(5);
    }

    @Test
    void a_value_between_two_modes_is_rare() {
        var histogram = new DecayedHistogram();
        for (int i = 0; i < 2_000; i++) {
            histogram.add(i % 2 == 0 ? 10 : 20);
        }
        assertThat(histogram.evidence(10)).isLessThan(0.5);
        assertThat(histogram.evidence(15)).isGreaterThan(3);
    }

    @Test
    void what_was_common_long_ago_is_not_any_more() {
        var histogram = gaussian(0, 1, 2_000);
        double before = histogram.evidence(0);
        var random = new Random(2);
        for (int i = 0; i < 200_000; i++) {
            histogram.add(10 + random.nextGaussian());
        }
        assertThat(histogram.evidence(0)).isGreaterThan(before + 2);
    }

    @Test
    void a_spike_does_not_coarsen_it_for_good() {
        var histogram = gaussian(0, 1, 2_000);
        histogram.add(1e6);
        var random = new Random(3);
        for (int i = 0; i < 300_000; i++) {
            histogram.add(random.nextGaussian());
        }
        assertThat(histogram.evidence(8)).isGreaterThan(3);
    }
}
