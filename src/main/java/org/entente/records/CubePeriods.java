package org.entente.records;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.entente.kernel.FieldDefinition;
import org.entente.kernel.Filter.Atom;
import org.entente.kernel.Filter.Compare;
import org.entente.kernel.Filter.Exists;
import org.entente.kernel.Filter.Interval;

/**
 * Periods of a calendar without a gap.
 *
 * @param edges where each begins, and where the last one ends
 */
record CubePeriods(ZoneId zone, List<Instant> edges) implements CubeMembers {
    /** Those that lie between, the ones at the ends whole. */
    static CubePeriods of(TimeInterval interval, ZoneId zone, Instant from, Instant until, int most) {
        var edges = new ArrayList<Instant>();
        var start = interval.start(from.atZone(zone));
        while (edges.size() <= most && start.toInstant().isBefore(until)) {
            edges.add(start.toInstant());
            start = interval.next(start);
        }
        edges.add(start.toInstant());
        return new CubePeriods(zone, edges);
    }

    @Override
    public int size() {
        return edges.size() - 1;
    }

    @Override
    public String text() {
        return zone + " " + edges.getFirst();
    }

    String label(int period, TimeInterval interval) {
        return interval.label(edges.get(period).atZone(zone));
    }

    @Override
    public void appendPosition(FieldDefinition field, BoundSql sql) {
        var column = field.column();
        sql.append("(case when " + column + " >= ")
                .bind(edges.getFirst(), "timestamptz")
                .append(" and " + column + " < ")
                .bind(edges.getLast(), "timestamptz")
                // in a query of its own the list is read once, and not again for every row
                .append(" then width_bucket(" + column + ", (select ")
                .bind(edges.stream().map(Instant::toString).toArray(String[]::new), "text[]")
                .append("::timestamptz[])) - 1 end)");
    }

    @Override
    public Optional<BitSet> taken(Atom statement) {
        return switch (statement) {
            case Compare(var field, var op, var value) ->
                switch (op) {
                    case LT -> before(value);
                    case GE -> before(value).map(this::others);
                    case LE, GT, EQ, NE -> Optional.empty();
                };
            case Interval(var field, var from, var to) ->
                before(from)
                        .flatMap(less -> before(to).map(taken -> {
                            taken.andNot(less);
                            return taken;
                        }));
            case Exists all -> Optional.of(others(new BitSet()));
            default -> Optional.empty();
        };
    }

    /** The periods before this instant, where it is an edge or beyond them all: records beyond are in no cell. */
    private Optional<BitSet> before(Object value) {
        var before = new BitSet();
        int edge = Collections.binarySearch(edges, (Instant) value);
        if (edge == -1) {
            return Optional.of(before);
        }
        if (edge >= 0 || -edge - 1 == edges.size()) {
            before.set(0, edge >= 0 ? edge : size());
            return Optional.of(before);
        }
        return Optional.empty();
    }
}
