package org.entente.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What is promised of the noise, for every cell. */
class CellNoiseTest {
    private static final CellNoise NOISE = new CellNoise(new byte[] {1, 2, 3}, 0);

    @Property
    void the_same_cell_has_the_same_value(@ForAll long key, @ForAll @LongRange(max = 1_000_000) long units) {
        assertThat(NOISE.count(units, key)).isEqualTo(new CellNoise(new byte[] {1, 2, 3}, 0).count(units, key));
    }

    @Property
    void a_shown_count_is_near_and_never_of_a_few(@ForAll long key, @ForAll @LongRange(max = 200) long units) {
        NOISE.count(units, key).ifPresent(shown -> {
            assertThat(shown).isBetween(Math.max(CellNoise.THRESHOLD, units - 5), units + 5);
            assertThat(units).isGreaterThanOrEqualTo(5);
        });
        assertThat(units < 15 || NOISE.count(units, key).isPresent()).isTrue();
    }

    @Property
    void an_obligation_holds_whatever_the_noise(
            @ForAll long key, @ForAll @LongRange(max = 200) long units, @ForAll @IntRange(max = 100) int least) {
        assertThat(new CellNoise(new byte[1], least).count(units, key).isEmpty() || units >= least)
                .isTrue();
    }

    @Property
    void a_sum_is_off_by_half_to_all_of_its_largest_contribution(
            @ForAll long key, @ForAll @IntRange(min = 1, max = 9_999) int largest) {
        var sum = NOISE.sum("cost", BigDecimal.valueOf(100_000), BigDecimal.valueOf(largest), key);

        assertThat(Math.abs(sum.doubleValue() - 100_000) / largest).isBetween(0.4999, 1.0001);
    }

    @Example
    void over_many_cells_it_has_no_drift_and_the_variance_that_was_chosen() {
        var random = new Random(3);
        var noise = LongStream.generate(random::nextLong)
                .limit(40_000)
                .mapToInt(NOISE::noise)
                .toArray();

        double mean = Arrays.stream(noise).average().orElseThrow();
        double variance = Arrays.stream(noise).mapToDouble(e -> e * e).average().orElseThrow();
        assertThat(mean).isCloseTo(0, within(0.05));
        assertThat(variance).isCloseTo(4, within(0.1));
        assertThat(noise).contains(-5, 5);
    }

    @Example
    void sums_go_either_way_and_apart_from_each_other() {
        var random = new Random(4);
        var up = LongStream.generate(random::nextLong)
                .limit(4_000)
                .filter(key ->
                        NOISE.sum("cost", BigDecimal.ZERO, BigDecimal.ONE, key).signum() > 0)
                .count();

        assertThat(up).isBetween(1_850L, 2_150L);
        assertThat(NOISE.sum("cost", BigDecimal.ZERO, BigDecimal.ONE, 7))
                .isNotEqualTo(NOISE.sum("delay", BigDecimal.ZERO, BigDecimal.ONE, 7));
    }

    @Example
    void another_key_gives_other_noise() {
        var other = new CellNoise(new byte[] {3, 2, 1}, 0);

        assertThat(LongStream.range(0, 100)
                        .filter(key -> other.noise(key) != NOISE.noise(key))
                        .count())
                .isGreaterThan(60);
    }
}
