package org.entente.records;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.entente.kernel.FieldType;

/**
 * A Parquet file, made by DuckDB in a folder of its own: its footer says where everything stands, so it cannot be sent before it is
 * whole. DuckDB keeps the rows on disk, within bounded memory, by one thread; it may touch nothing outside the folder.
 */
final class ParquetFile implements RowWriter, AutoCloseable {
    private static final String MEMORY = "128MB";
    /** A band's lower end may have a digit more than the value. */
    private static final int DECIMAL_DIGITS = 20;

    private final Path folder;
    private final DownloadColumns columns;
    private final RowCells cells;
    private final Connection duck;
    private final DuckDBAppender rows;

    private ParquetFile(Path folder, Connection duck, DownloadColumns columns, RowCells cells) throws SQLException {
        this.folder = folder;
        this.duck = duck;
        this.columns = columns;
        this.cells = cells;
        lock();
        execute("create table rows (" + declarations() + ")");
        this.rows = duck.unwrap(DuckDBConnection.class).createAppender("rows");
    }

    static ParquetFile in(Path parent, DownloadColumns columns, RowCells cells) throws IOException, SQLException {
        var folder = Files.createTempDirectory(parent, "download-").toAbsolutePath();
        try {
            var duck = new DuckDBDriver().connect("jdbc:duckdb:" + folder.resolve("rows.duckdb"), new Properties());
            return new ParquetFile(folder, duck, columns, cells);
        } catch (SQLException failure) {
            delete(folder);
            throw failure;
        }
    }

    private void lock() throws SQLException {
        execute("set memory_limit = '" + MEMORY + "'");
        execute("set threads = 1");
        execute("set preserve_insertion_order = true");
        execute("set temp_directory = '" + literal(folder) + "'");
        execute("set allowed_directories = ['" + literal(folder) + "']");
        execute("set enable_external_access = false");
        execute("set lock_configuration = true");
    }

    private static String literal(Path path) {
        return path.toString().replace("'", "''");
    }

    /** Names of columns are quoted as SQL's identifiers; DuckDB tells them apart without regard to case. */
    private String declarations() {
        var names = new UniqueNames();
        var declared = columns.columns().stream()
                .map(column -> names.quoted(column.name()) + " " + type(column))
                .collect(Collectors.joining(", "));
        return columns.masked() == null ? declared : declared + ", " + names.quoted(columns.masked()) + " varchar";
    }

    private static final class UniqueNames {
        private final Set<String> taken = new HashSet<>();

        String quoted(String wanted) {
            var name = wanted;
            while (!taken.add(name.toLowerCase(Locale.ROOT))) {
                name += "_";
            }
            return "\"" + name.replace("\"", "\"\"") + "\"";
        }
    }

    private static String type(Column column) {
        return switch (column.type()) {
            case TEXT, JSON -> "varchar";
            case DECIMAL -> "decimal(" + DECIMAL_DIGITS + ", " + column.scale() + ")";
            case INTEGER -> "bigint";
            case DOUBLE -> "double";
            case INSTANT -> "timestamptz";
            case BOOLEAN -> "boolean";
            case POINT, AREAS -> throw new IllegalStateException("is not one column");
        };
    }

    @Override
    public void row(RecordRow row) throws IOException {
        try {
            rows.beginRow();
            var values = cells.of(row);
            for (int i = 0; i < values.length; i++) {
                append(columns.columns().get(i), values[i]);
            }
            if (columns.masked() != null) {
                rows.append(CsvRowWriter.masked(cells.maskedFields()));
            }
            rows.endRow();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private void append(Column column, Object value) throws SQLException {
        switch (value == RowCells.REMOVED ? null : value) {
            case null -> rows.appendNull();
            case Long number when isTyped(column) -> rows.append(number.longValue());
            case Double number when isTyped(column) -> rows.append(number.doubleValue());
            case Boolean truth when isTyped(column) -> rows.append(truth.booleanValue());
            case BigDecimal number when isTyped(column) -> rows.append(number.setScale(column.scale()));
            case Instant at when isTyped(column) -> rows.append(at.atOffset(ZoneOffset.UTC));
            default -> rows.append(CsvRowWriter.text(value));
        }
    }

    /** Where some rows have hashes, all values are texts. */
    private static boolean isTyped(Column column) {
        return column.type() != FieldType.TEXT;
    }

    @Override
    public void end() throws IOException {
        try {
            rows.close();
            execute("copy rows to '" + literal(file()) + "' (format parquet, compression zstd)");
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    Path file() {
        return folder.resolve("rows.parquet");
    }

    void execute(String sql) throws SQLException {
        try (var statement = duck.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException, SQLException {
        try {
            duck.close();
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
