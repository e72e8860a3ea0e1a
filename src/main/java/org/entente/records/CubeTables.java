package org.entente.records;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.entente.access.Access;
import org.entente.access.Decided;
import org.entente.access.Request;
import org.entente.kernel.HubException;
import org.entente.policy.Sensitivity;
import org.entente.records.CubeTable.Content;

/**
 * Gives tables of published cubes: refused as a whole where more than one cell in ten would have to be hidden, because hidden cells are
 * what the others are subtracted for.
 */
@ApplicationScoped
class CubeTables {
    private static final int MOST_CELLS = 10_000;
    private static final int LONGEST_SECONDS = 10;
    private static final Set<Sensitivity> PERSONAL =
            Set.of(Sensitivity.PERSONAL, Sensitivity.SPECIAL_CATEGORY, Sensitivity.IDENTIFIER);
    private static final String STATISTICAL = "select secrecy = 'STATISTICAL' from dataset where id = ?";

    private final AgroalDataSource database;
    private final Access access;
    private final CubeStore store;
    private final CubeKeys keys;
    private final CubeBudget budget;

    CubeTables(AgroalDataSource database, Access access, CubeStore store, CubeKeys keys, CubeBudget budget) {
        this.database = database;
        this.access = access;
        this.store = store;
        this.keys = keys;
        this.budget = budget;
    }

    /** Whether the dataset may be aggregated by its cube alone. */
    boolean mustBeUsed(UUID dataset, RecordShape shape) throws SQLException {
        if (shape.fields().stream().anyMatch(field -> PERSONAL.contains(field.sensitivity))) {
            return true;
        }
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(STATISTICAL)) {
            select.setObject(1, dataset);
            try (var row = select.executeQuery()) {
                return !row.next() || row.getBoolean(1);
            }
        }
    }

    Aggregate answer(Request request, Decided decided, Aggregates.Query query, GrantedRows granted, RecordShape shape)
            throws SQLException {
        var published = current(query.dataset(), shape);
        if (published == null) {
            throw access.refusal(request, decided, AggregateReason.CUBE_NONE.code());
        }
        var rows = CubeRows.of(granted, published.cube());
        if (rows.takesNone()) {
            throw access.refusal(request, decided, AggregateReason.CUBE_ROW_FILTER.code());
        }
        var table = new CubeTableReader(published.cube(), granted, shape).read(query);
        var noise = new CellNoise(
                keys.ofNoise(query.dataset(), published.cube()), Aggregates.minimumGroupSize(decided.decision()));
        requireFew(table.size(), MOST_CELLS);
        requireFew(table.selected(rows), query.first());
        // what is refused for its small cells has told something too
        int left = budget.spend(published, request.caller().partner(), table.questions(rows));
        var cells = cells(published, table, rows);
        if (!isDense(cells.values(), noise)) {
            throw access.refusal(request, decided, AggregateReason.CUBE_SPARSE.code());
        }
        return answer(request, published, table, cells, noise, left);
    }

    private PublishedCube current(UUID dataset, RecordShape shape) throws SQLException {
        return store.current(dataset).map(cube -> cube.published(shape)).orElse(null);
    }

    private static void requireFew(long cells, int most) {
        if (cells > most) {
            throw HubException.limitExceeded("groupBy", "The table has more than " + most + " cells");
        }
    }

    /** Every cell that there could be for these rows. */
    private Map<int[], Content> cells(PublishedCube published, CubeTable table, CubeRows rows) throws SQLException {
        var counted = counted(published, table, rows);
        var empty = new Content(0, 0, List.of(), List.of());
        var cells = new LinkedHashMap<int[], Content>();
        for (var cell : table.cells()) {
            if (rows.admits(table.axes(), cell)) {
                cells.put(cell, counted.getOrDefault(IntStream.of(cell).boxed().toList(), empty));
            }
        }
        return cells;
    }

    private Map<List<Integer>, Content> counted(PublishedCube published, CubeTable table, CubeRows rows)
            throws SQLException {
        var counted = new HashMap<List<Integer>, Content>();
        try (var connection = database.getConnection();
                var statement = table.sql(published.table(), rows).prepare(connection)) {
            statement.setQueryTimeout(LONGEST_SECONDS);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    counted.put(table.cell(row), table.content(row));
                }
            }
        } catch (SQLException e) {
            throw Aggregates.tooLong(e);
        }
        return counted;
    }

    private static boolean isDense(Collection<Content> cells, CellNoise noise) {
        long shown = cells.stream()
                .filter(cell -> noise.count(cell.units(), cell.key()).isPresent())
                .count();
        return shown * 10 >= cells.size() * 9L;
    }

    private static Aggregate answer(
            Request request,
            PublishedCube published,
            CubeTable table,
            Map<int[], Content> contents,
            CellNoise noise,
            int left) {
        var perturbed = new PerturbedCell(table, noise, request);
        var cells = new ArrayList<Aggregate.Cell>();
        contents.forEach((cell, content) -> {
            if (table.selects(cell)) {
                cells.add(new Aggregate.Cell(table.group(cell), perturbed.values(content)));
            }
        });
        var unit = published.cube().unit();
        return new Aggregate(
                cells,
                new Aggregate.Counted(
                        published.version(), published.takenAt(), unit == null ? null : unit.name(), left));
    }
}
