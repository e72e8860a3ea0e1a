package org.entente.observatory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.entente.catalogue.DatasetField;
import org.entente.kernel.FieldType;
import org.entente.records.IntervalValues.Metric;
import org.entente.records.TimeInterval;
import org.junit.jupiter.api.Test;

/** What of a dataset's fields a series has a value of. */
class SeriesFieldsTest {
    private static final SeriesFields FIELDS = SeriesFields.of(List.of(field("line", 0), field("sensor", 1)));

    private static DatasetField field(String name, int position) {
        var field = new DatasetField();
        field.name = name;
        field.type = FieldType.TEXT;
        field.position = position;
        return field;
    }

    private static Series series(List<String> keys, Indicator indicator) {
        return new Series(
                UUID.randomUUID(),
                1,
                UUID.randomUUID(),
                "calls",
                null,
                Duration.ofHours(1),
                Duration.ZERO,
                null,
                null,
                keys,
                0,
                1,
                false,
                null,
                null,
                indicator,
                null,
                null);
    }

    @Test
    void a_text_field_that_a_series_has_no_key_of_has_no_value_in_it() {
        var sensor = FIELDS.valuesOf(series(Arrays.asList(null, "quay"), null));
        assertThat(sensor.apply("line")).isNull();
        assertThat(sensor.apply("sensor")).isEqualTo("quay");
    }

    @Test
    void an_indicator_has_no_key_at_all() {
        var indicator = new Indicator(Metric.COUNT, null, "time", null, null, TimeInterval.HOUR, ZoneOffset.UTC);
        var computed = FIELDS.valuesOf(series(List.of(), indicator));
        assertThat(computed.apply("line")).isNull();
        assertThat(computed.apply("measure")).isEqualTo("calls");
    }
}
