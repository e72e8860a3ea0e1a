package org.entente.observatory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NeighbourhoodTest {
    @Test
    void nearly_half_of_the_neighbours_may_be_broken() {
        var neighbours = Neighbourhood.of(0, 1, 2, 1, 1e9, -1e9, 1e12);

        assertThat(neighbours.median()).isEqualTo(1);
        assertThat(neighbours.departure(1)).isEqualTo(0);
        assertThat(neighbours.departure(1 + 3 * 1.4826)).isBetween(2.9, 4.5);
    }

    @Test
    void neighbours_that_agree_by_chance_make_no_small_departure_a_great_one() {
        assertThat(Neighbourhood.of(2, 2, 2, 2).departure(2.5)).isEqualTo(0.5);
    }

    @Test
    void of_fewer_than_four_that_speak_nothing_is_said() {
        assertThat(Neighbourhood.of(1, 2, 3, Double.NaN).departure(9)).isNaN();
        assertThat(Neighbourhood.of(1, 2, 3, 4).departure(Double.NaN)).isNaN();
    }
}
