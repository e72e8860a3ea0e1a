package org.entente.observatory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What each kind of observation of a call gets. */
class ObservationBatchTest extends ObservationContract {
    @Override
    ObservationReading read(Series series, SeriesObservations observations) {
        return new ObservationReading(series, observations, TAKEN);
    }

    @Test
    void a_call_is_taken_in_the_order_of_its_instants() {
        var batch = taken(
                SERIES,
                Collections.emptyMap(),
                "dB",
                NOON.plus(HOUR.multipliedBy(3)),
                3,
                NOON.plus(HOUR),
                1,
                NOON.plus(HOUR),
                1,
                NOON.plus(HOUR),
                9,
                NOON.plus(HOUR.multipliedBy(2)),
                2);

        assertThat(stored(batch)).isEqualTo("13:00=1.0, 14:00=2.0, 15:00=3.0");
        assertThat(batch.counts()).hasToString("{ACCEPTED=3, DUPLICATE=1, CONFLICTING=1}");
        assertThat(batch.newest()).isEqualTo(NOON.plus(HOUR.multipliedBy(3)));
        assertThat(batch.watermark()).isEqualTo(NOON);
    }

    @Test
    void a_first_call_is_late_in_nothing_and_nothing_is_missing_before_it() {
        var batch = taken(SERIES.at(null, null), Map.of(), "dB", NOON, 1, NOON.minus(Duration.ofDays(3)), 2);

        assertThat(batch.counts()).hasToString("{ACCEPTED=2, MISSING=71}");
        assertThat(batch.watermark()).isEqualTo(NOON.minus(Duration.ofHours(3)));
    }

    @Test
    void what_brings_nothing_new_leaves_the_watermark() {
        var batch = taken(SERIES, Map.of(NOON.toEpochMilli(), 55.0), "dB", NOON, 55);

        assertThat(batch.newest()).isEqualTo(NOON);
        assertThat(batch.watermark()).isEqualTo(SERIES.watermark());
    }
}
