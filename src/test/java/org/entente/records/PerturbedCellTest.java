package org.entente.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.entente.access.Request;
import org.entente.identity.Caller;
import org.entente.kernel.FieldDefinition;
import org.entente.kernel.FieldType;
import org.entente.records.AggregateMetric.Kind;
import org.entente.records.CubeTable.Content;
import org.entente.records.CubeTable.Wanted;

/** A mean that no data could have would tell where the noise is. */
class PerturbedCellTest {
    private static final CellNoise NOISE = new CellNoise(new byte[] {1, 2, 3}, 0);
    private static final BigDecimal LOWER = BigDecimal.valueOf(2);
    private static final BigDecimal UPPER = BigDecimal.valueOf(10);
    private static final FieldDefinition COST = new FieldDefinition("cost", FieldType.INTEGER, 0, "c1");
    private static final FieldDefinition CODE = new FieldDefinition("code", FieldType.TEXT, 0, "c2");

    private static BigDecimal mean(FieldDefinition unit, int units, BigDecimal each, long key) {
        var cube = new Cube(unit, ZoneOffset.UTC, List.of(), List.of(new Cube.Measure(COST, LOWER, UPPER)), 10);
        var table = new CubeTable(cube, List.of(), 0, List.of(new Wanted(Kind.MEAN, 0)));
        var content = new Content(units, key, List.of(each.multiply(BigDecimal.valueOf(units))), List.of(each));
        return new PerturbedCell(table, NOISE, Request.of(Caller.CITIZEN, "en"))
                .values(content)
                .getFirst()
                .value();
    }

    @Property
    void of_rows_it_is_no_more_than_a_row_can_have(@ForAll long key, @ForAll @IntRange(min = 15, max = 60) int units) {
        assertThat(mean(null, units, UPPER, key)).isBetween(BigDecimal.ZERO, UPPER);
        assertThat(mean(null, units, BigDecimal.ZERO, key)).isBetween(BigDecimal.ZERO, UPPER);
    }

    @Property
    void of_units_with_several_rows_it_may_be_more_and_is_never_negative(
            @ForAll long key, @ForAll @IntRange(min = 15, max = 60) int units) {
        var three = UPPER.multiply(BigDecimal.valueOf(3));

        assertThat(mean(CODE, units, three, key)).isGreaterThan(UPPER);
        assertThat(mean(CODE, units, BigDecimal.ZERO, key)).isBetween(BigDecimal.ZERO, UPPER);
    }
}
