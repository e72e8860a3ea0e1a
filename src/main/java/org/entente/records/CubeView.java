package org.entente.records;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/** A published cube as those see it who may ask for its cells. */
@Name("Cube")
public record CubeView(
        int version,

        @Description("The field whose different values are counted; null where rows are")
        String unit,

        @NonNull String zone,
        @NonNull List<@NonNull Dimension> dimensions,
        @NonNull List<@NonNull Measure> measures,

        @Description("How many different tables a partner may be given")
        int budget,

        @NonNull Instant snapshotTakenAt,

        @Description("What the noisy count of a cell must reach to be shown; an obligation can ask for more")
        int threshold) {

    @Name("CubeDimension")
    public record Dimension(@NonNull String field, @NonNull List<@NonNull Level> levels) {}

    @Name("CubeLevel")
    public record Level(@NonNull String name, @NonNull List<@NonNull String> members) {}

    @Name("CubeMeasure")
    public record Measure(
            @NonNull String field,
            @NonNull BigDecimal lower,
            @NonNull BigDecimal upper) {}

    /** @param shown whether a field may be grouped by and computed with; of others there is nothing here */
    static CubeView of(PublishedCube published, Predicate<String> shown) {
        var cube = published.cube();
        return new CubeView(
                published.version(),
                cube.unit() == null ? null : cube.unit().name(),
                cube.zone().getId(),
                cube.dimensions().stream()
                        .filter(dimension -> shown.test(dimension.field().name()))
                        .map(CubeView::dimension)
                        .toList(),
                cube.measures().stream()
                        .filter(measure -> shown.test(measure.field().name()))
                        .map(measure -> new Measure(measure.field().name(), measure.lower(), measure.upper()))
                        .toList(),
                cube.budget(),
                published.takenAt(),
                CellNoise.THRESHOLD);
    }

    private static Dimension dimension(CubeDimension dimension) {
        return new Dimension(
                dimension.field().name(),
                dimension.levels().stream()
                        .map(level -> new Level(level.name(), level.members()))
                        .toList());
    }
}
