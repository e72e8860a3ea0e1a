package org.entente.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalTest {
    private static final FieldDefinition PRICE = new FieldDefinition("price", FieldType.DECIMAL, 2, "f1");

    @ParameterizedTest
    @CsvSource({"1, 1.00", "1.005, 1.01", "-1.005, -1.01", "1e-999999, 0.00", "-0.0, 0.00", "0.004, 0.00", "0.005, 0.01"
    })
    void decimals_are_rounded_half_up_to_their_scale(String written, String kept) {
        assertThat(Canonical.value(PRICE, new BigDecimal(written), "row")).isEqualTo(new BigDecimal(kept));
    }

    @ParameterizedTest
    @CsvSource({
        "99999999999999999",
        "1e16",
        "1e999999",
        "9999999999999999.999",
        "'1,5'",
        "٣",
        "NaN",
        "0x10",
        "' 1'",
        "''"
    })
    void what_is_no_decimal_of_eighteen_digits_is_refused(String written) {
        assertThatThrownBy(() -> Canonical.value(PRICE, written, "row")).isInstanceOf(HubException.class);
    }

    @Test
    void texts_are_composed_and_bounded_by_their_bytes() {
        assertThat(value(FieldType.TEXT, "e\u0301")).isEqualTo("é");
        assertThat(value(FieldType.TEXT, "e\u0301".repeat(512))).isEqualTo("é".repeat(512));
        assertRefused(FieldType.TEXT, "é".repeat(513));
        assertRefused(FieldType.TEXT, "a\0");
        assertRefused(FieldType.TEXT, "\uDE00");
    }

    @Test
    void instants_are_cut_to_milliseconds_also_before_1970() {
        assertThat(value(FieldType.INSTANT, "2024-05-01T10:00:00.9999+02:00"))
                .isEqualTo(Instant.parse("2024-05-01T08:00:00.999Z"));
        assertThat(value(FieldType.INSTANT, Instant.parse("1969-12-31T23:59:59.9999Z")))
                .isEqualTo(Instant.parse("1969-12-31T23:59:59.999Z"));
        assertThat(value(FieldType.INSTANT, "2024-02-29")).isEqualTo(Instant.parse("2024-02-29T00:00:00Z"));
        assertRefused(FieldType.INSTANT, "2024-05-01T10:00:00");
        assertRefused(FieldType.INSTANT, "+10000-01-01T00:00:00Z");
    }

    @Test
    void points_are_whole_rounded_and_on_the_globe() {
        assertThat(value(FieldType.POINT, new Point(5.3699999951, -0.0000001))).isEqualTo(new Point(5.37, 0.0));
        assertRefused(FieldType.POINT, new Point(181, 0));
        assertRefused(FieldType.POINT, new Point(0, Double.NaN));
        assertRefused(FieldType.POINT, List.of(5, 43));
    }

    @Test
    void other_scalars_may_come_as_text() {
        assertThat(value(FieldType.INTEGER, "12")).isEqualTo(12L);
        assertThat(value(FieldType.DOUBLE, "-0.0")).isEqualTo(0.0);
        assertThat(value(FieldType.BOOLEAN, "true")).isEqualTo(true);
        assertThat(value(FieldType.AREAS, List.of("b", "a", "b"))).isEqualTo(Set.of("a", "b"));
        assertThat(value(FieldType.TEXT, null)).isNull();
        assertRefused(FieldType.INTEGER, "1.5");
        assertRefused(FieldType.DOUBLE, Double.NaN);
        assertRefused(FieldType.BOOLEAN, "oui");
        assertRefused(FieldType.AREAS, List.of(""));
    }

    private static Object value(FieldType type, Object value) {
        return Canonical.value(new FieldDefinition("x", type, "f1"), value, "row");
    }

    private static void assertRefused(FieldType type, Object value) {
        assertThatThrownBy(() -> value(type, value)).isInstanceOf(HubException.class);
    }
}
