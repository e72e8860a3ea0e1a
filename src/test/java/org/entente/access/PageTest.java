package org.entente.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.entente.identity.Caller;
import org.entente.kernel.HubException;
import org.entente.kernel.PageInfo;
import org.entente.kernel.SealedCursor;
import org.junit.jupiter.api.Test;

class PageTest {
    private static final Caller AGENT = new Caller("agent", "agent", "ville", Set.of(), Set.of(), null, null);

    private final RequestCursors cursors = new RequestCursors(new SealedCursor(new byte[32]));
    private final QueryCursors query = cursors.of(AGENT, "letters");

    private record Edge(String cursor, String node) {}

    private static List<Edge> edges(Page<String> page) {
        return page.edges((cursor, row) -> new Edge(cursor.get(), row));
    }

    @Test
    void shows_as_many_rows_as_asked_for_and_goes_on_behind_the_last() {
        var page = query.page(List.of("a", "b", "c"), 2, row -> "at " + row);
        var end = page.info().endCursor();

        assertThat(edges(page)).extracting(Edge::node).containsExactly("a", "b");
        assertThat(edges(page).getLast().cursor()).isEqualTo(end);
        assertThat(page.info().hasNextPage()).isTrue();
        assertThat(query.open(end)).contains("at b");
        assertThat(query.open(null)).isEmpty();
    }

    @Test
    void ends_without_a_row_too_many() {
        assertThat(query.page(List.of("a", "b"), 2, row -> row).info().hasNextPage())
                .isFalse();
        assertThat(query.page(List.<String>of(), 2, row -> row).info()).isEqualTo(new PageInfo(false, null));
    }

    @Test
    void goes_on_behind_a_row_that_is_left_out() {
        var page = query.page(List.of("a", "b", "c"), 2, row -> row);

        assertThat(page.edges((cursor, row) -> row.equals("b") ? null : row)).containsExactly("a");
        assertThat(query.open(page.info().endCursor())).contains("b");
    }

    @Test
    void opens_no_cursor_of_another_caller_or_query() {
        var cursor = query.page(List.of("a"), 1, row -> row).info().endCursor();

        assertThatThrownBy(() -> cursors.of(AGENT, "digits").open(cursor)).isInstanceOf(HubException.class);
        assertThatThrownBy(() -> cursors.of(Caller.CITIZEN, "letters").open(cursor))
                .isInstanceOf(HubException.class);
    }
}
