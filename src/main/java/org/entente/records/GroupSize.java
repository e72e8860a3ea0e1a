package org.entente.records;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.kernel.FieldType;
import org.entente.records.AggregateMetric.Kind;

/**
 * Withholds the groups of one answer that stand on fewer rows than an obligation allows, and as many more, the smallest first, as
 * it takes that no margin of the same table (the same question with fewer groupings) gives them by subtraction: along every margin
 * either nothing is withheld, or at least two groups with at least the allowed number of rows together. This is complementary cell
 * suppression (Cox 1980) by a greedy walk. It holds within one table, so that a filter is refused, which would make a table without the
 * small group, and areas, which lie in each other; and so are values that a single row has.
 */
final class GroupSize {
    private static final Set<Kind> EXTREME = Set.of(Kind.MIN, Kind.MAX, Kind.PERCENTILE);

    private final int least;
    private final List<AggregateRow> rows;
    private final Map<AggregateRow, AggregateReason> withheld = new HashMap<>();

    private GroupSize(int least, List<AggregateRow> rows) {
        this.least = least;
        this.rows = rows;
    }

    /** Why nothing is answered at all. */
    static Optional<AggregateReason> refused(int least, Aggregates.Query query, RecordShape shape) {
        if (least <= 1) {
            return Optional.empty();
        }
        if (query.filter() != null) {
            return Optional.of(AggregateReason.GROUP_FILTER);
        }
        if (query.groupBy().stream().anyMatch(group -> isArea(group, shape))) {
            return Optional.of(AggregateReason.GROUP_AREA);
        }
        return query.metrics().stream().anyMatch(metric -> EXTREME.contains(metric.kind()))
                ? Optional.of(AggregateReason.GROUP_EXTREME)
                : Optional.empty();
    }

    private static boolean isArea(AggregateGroup group, RecordShape shape) {
        return shape.typed().field(group.field(), "groupBy").type() == FieldType.AREAS;
    }

    /** The groups to withhold, each with why. */
    static Map<AggregateRow, AggregateReason> withheld(int least, List<AggregateRow> rows) {
        var size = new GroupSize(least, rows);
        size.small();
        size.complement();
        return size.withheld;
    }

    private void small() {
        for (var row : rows) {
            if (row.size() < least) {
                withheld.put(row, AggregateReason.GROUP_MINIMUM);
            }
        }
    }

    private void complement() {
        int before = -1;
        while (withheld.size() > before && !withheld.isEmpty()) {
            before = withheld.size();
            margins().forEach(this::protect);
        }
    }

    /** For every set of groupings that a coarser question would leave out: the rows that it would put together. */
    private List<List<AggregateRow>> margins() {
        var margins = new ArrayList<List<AggregateRow>>();
        int groupings = rows.getFirst().group().size();
        for (int out = 1; out < 1 << groupings; out++) {
            margins.addAll(together(out));
        }
        return margins;
    }

    private Collection<List<AggregateRow>> together(int out) {
        var together = new HashMap<List<String>, List<AggregateRow>>();
        for (var row : rows) {
            together.computeIfAbsent(kept(row, out), key -> new ArrayList<>()).add(row);
        }
        return together.values();
    }

    private static List<String> kept(AggregateRow row, int out) {
        var kept = new ArrayList<String>();
        for (int i = 0; i < row.group().size(); i++) {
            if ((out & 1 << i) == 0) {
                kept.add(row.group().get(i));
            }
        }
        return kept;
    }

    private void protect(List<AggregateRow> margin) {
        var hidden = margin.stream().filter(withheld::containsKey).toList();
        if (hidden.isEmpty()) {
            return;
        }
        long groups = hidden.size();
        long size = hidden.stream().mapToLong(AggregateRow::size).sum();
        for (var next : shown(margin)) {
            if (groups > 1 && size >= least) {
                return;
            }
            withheld.put(next, AggregateReason.GROUP_COMPLEMENT);
            groups++;
            size += next.size();
        }
    }

    private List<AggregateRow> shown(List<AggregateRow> margin) {
        return margin.stream()
                .filter(row -> !withheld.containsKey(row))
                .sorted(Comparator.comparingLong(AggregateRow::size))
                .toList();
    }
}
