package org.entente.access;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.entente.kernel.SealedCursor;

/** The cursors of one query of one caller: where a page goes on, and the page made of what was read from there. */
public final class QueryCursors {
    private final SealedCursor cursors;
    private final SealedCursor.Binding binding;

    public QueryCursors(SealedCursor cursors, SealedCursor.Binding binding) {
        this.cursors = cursors;
        this.binding = binding;
    }

    /**
     * The position of the last row of the page before; empty for the first page.
     *
     * @throws org.entente.kernel.HubException BAD_INPUT for a cursor of another caller or query, or none at all
     */
    public Optional<String> open(String after) {
        return Optional.ofNullable(after)
                .map(cursor -> new String(cursors.open(cursor, binding), StandardCharsets.UTF_8));
    }

    /**
     * @param rows read with a limit of {@code first + 1}: one more than asked for tells that there is a next page
     * @param position of a row, as {@link #open} gives it back
     */
    public <R> Page<R> page(List<R> rows, int first, Function<R, String> position) {
        var sealer = cursors.sealer(binding);
        return new Page<>(
                rows.subList(0, Math.min(first, rows.size())),
                row -> sealer.seal(position.apply(row).getBytes(StandardCharsets.UTF_8)),
                rows.size() > first);
    }
}
