package org.entente.access;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.entente.kernel.PageInfo;

/** A page of rows, from which a Relay connection is made. A row's cursor is sealed once, when it is first asked for. */
public final class Page<R> {
    private final List<R> rows;
    private final List<Cursor> cursors;
    private final boolean hasNext;

    Page(List<R> rows, Function<R, String> sealer, boolean hasNext) {
        this(rows, rows.stream().map(row -> new Cursor(() -> sealer.apply(row))).toList(), hasNext);
    }

    /** The same page of what was made of its rows, one by one. */
    public <T> Page<T> map(List<T> made) {
        return new Page<>(made, cursors, hasNext);
    }

    private Page(List<R> rows, List<Cursor> cursors, boolean hasNext) {
        this.rows = rows;
        this.cursors = cursors;
        this.hasNext = hasNext;
    }

    public List<R> rows() {
        return rows;
    }

    /** @param edge of a cursor and a row; null for a row that is to be left out, though the page goes on behind it */
    public <E> List<E> edges(BiFunction<Supplier<String>, R, E> edge) {
        var edges = new ArrayList<E>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            var made = edge.apply(cursors.get(i), rows.get(i));
            if (made != null) {
                edges.add(made);
            }
        }
        return edges;
    }

    public PageInfo info() {
        return new PageInfo(
                hasNext, cursors.isEmpty() ? null : cursors.getLast().get());
    }

    private static final class Cursor implements Supplier<String> {
        private final Supplier<String> sealing;
        private String sealed;

        Cursor(Supplier<String> sealing) {
            this.sealing = sealing;
        }

        @Override
        public String get() {
            if (sealed == null) {
                sealed = sealing.get();
            }
            return sealed;
        }
    }
}
