package org.entente.records;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.entente.access.Request;
import org.entente.kernel.FieldDefinition;
import org.entente.kernel.FieldType;
import org.entente.records.Aggregate.Value;
import org.entente.records.CubeTable.Content;
import org.entente.records.CubeTable.Wanted;

/** What is told of a cell: the noisy count, noisy sums, and means made of these two; or that the cell is hidden. */
record PerturbedCell(CubeTable table, CellNoise noise, Request request) {
    private static final int DIGITS_OF_A_MEAN = 2;
    private static final int DIGITS_OF_A_DOUBLE = 4;

    List<Value> values(Content content) {
        var count = noise.count(content.units(), content.key());
        return table.metrics().stream()
                .map(metric -> count.isEmpty()
                        ? Value.suppressed(request, AggregateReason.CUBE_THRESHOLD)
                        : Value.perturbed(request, value(metric, content, count.getAsLong())))
                .toList();
    }

    private BigDecimal value(Wanted metric, Content content, long count) {
        return switch (metric.kind()) {
            case COUNT -> BigDecimal.valueOf(count);
            case SUM -> sum(metric, content);
            case MEAN -> {
                var sum = sum(metric, content);
                var mean = sum.divide(BigDecimal.valueOf(count), sum.scale() + DIGITS_OF_A_MEAN, RoundingMode.HALF_UP);
                yield table.cube().withinBounds(mean, measure(metric));
            }
            case MIN, MAX, PERCENTILE -> throw new IllegalStateException("a cube has none");
        };
    }

    /** With no more digits than the field itself has. */
    private BigDecimal sum(Wanted metric, Content content) {
        var measure = measure(metric);
        int i = table.measures().indexOf(metric.measure());
        var largest = content.largest().get(i).max(measure.leastContribution());
        return noise.sum(measure.field().name(), content.sums().get(i), largest, content.key())
                .setScale(scale(measure.field()), RoundingMode.HALF_UP);
    }

    private Cube.Measure measure(Wanted metric) {
        return table.cube().measures().get(metric.measure());
    }

    private static int scale(FieldDefinition field) {
        return field.type() == FieldType.DOUBLE ? DIGITS_OF_A_DOUBLE : field.scale();
    }
}
