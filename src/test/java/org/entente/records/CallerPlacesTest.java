package org.entente.records;

import static org.assertj.core.api.Assertions.assertThat;

import org.entente.access.CallerPlaces;
import org.junit.jupiter.api.Test;

class CallerPlacesTest {
    private final CallerPlaces places = new CallerPlaces(2, 3);

    @Test
    void one_caller_has_so_many_and_all_together_so_many() {
        assertThat(places.take("a")).isTrue();
        assertThat(places.take("a")).isTrue();
        assertThat(places.take("a")).as("of one caller").isFalse();
        assertThat(places.take("b")).isTrue();
        assertThat(places.take("b")).as("in all").isFalse();
        assertThat(places.take("c")).as("in all").isFalse();
    }

    @Test
    void a_place_that_is_given_back_can_be_taken_again_and_a_refusal_takes_none() {
        places.take("a");
        places.take("a");
        places.take("a");
        places.giveBack("a");

        assertThat(places.take("a")).isTrue();
        places.giveBack("a");
        assertThat(places.take("b")).isTrue();
        assertThat(places.take("b")).isTrue();
        assertThat(places.take("b")).isFalse();
    }
}
