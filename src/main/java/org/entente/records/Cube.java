package org.entente.records;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.entente.kernel.FieldDefinition;

/**
 * What may be counted of a dataset with personal data.
 *
 * @param unit the field whose different values are counted, null for rows
 * @param budget how many different tables a partner may be given
 */
record Cube(FieldDefinition unit, ZoneId zone, List<CubeDimension> dimensions, List<Measure> measures, int budget) {

    /** A number that may be summed, moved into its bounds. */
    record Measure(FieldDefinition field, BigDecimal lower, BigDecimal upper) {
        /** What no unit's contribution is taken for less than: a sum of zeros would otherwise have no noise. */
        BigDecimal leastContribution() {
            return lower.abs().max(upper.abs()).movePointLeft(2);
        }
    }

    /** What a mean can be: a row adds nothing or a number within the bounds, a unit of several rows may add more on the same side of zero. */
    BigDecimal withinBounds(BigDecimal mean, Measure measure) {
        var least = measure.lower.min(BigDecimal.ZERO);
        var most = measure.upper.max(BigDecimal.ZERO);
        boolean below = mean.compareTo(least) < 0 && (unit == null || least.signum() == 0);
        boolean above = mean.compareTo(most) > 0 && (unit == null || most.signum() == 0);
        return below ? least : above ? most : mean;
    }

    /** Tells one way to make cells from another. */
    String fingerprint() {
        return Integer.toHexString(
                dimensions.stream().map(CubeDimension::text).toList().hashCode());
    }

    OptionalInt dimension(String field) {
        return IntStream.range(0, dimensions.size())
                .filter(i -> dimensions.get(i).field().name().equals(field))
                .findFirst();
    }

    OptionalInt measure(String field) {
        return IntStream.range(0, measures.size())
                .filter(i -> measures.get(i).field().name().equals(field))
                .findFirst();
    }
}
