package org.entente.records;

import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * All granted rows of a table, in the order in which they lie there, a range of its blocks at a time (PostgreSQL's TID range scan).
 * Rows are never changed where they lie, so each that was there at the start comes exactly once; between two ranges no connection
 * and no snapshot is held, however slow the reader, and no index is needed. One range is read while the one before is written, so that
 * the database works meanwhile. Cost: two quarters of a megabyte of rows in memory.
 */
final class TableScan {
    private static final int LONGEST_SECONDS = 30;
    private static final long RANGE_BYTES = 256 * 1024;
    private static final String SIZES = """
            select pg_relation_size(?::regclass), pg_table_size(?::regclass), current_setting('block_size')::bigint
            """;

    interface Sink {
        /** Called once a range, possibly with no row. */
        void rows(List<RecordRow> rows) throws IOException, SQLException;
    }

    private record Sizes(long blocks, long blocksARange) {}

    private final AgroalDataSource database;
    private final Semaphore reading;
    private final RecordQuery query;

    /** @param reading how many may hold a connection at once */
    TableScan(AgroalDataSource database, Semaphore reading, RecordQuery query) {
        this.database = database;
        this.reading = reading;
        this.query = query;
    }

    void run(Sink sink) throws IOException, SQLException {
        var sizes = sizes();
        try (var reader = Executors.newSingleThreadExecutor(Thread.ofVirtual().factory())) {
            var ahead = reader.submit(() -> range(sizes, 0));
            for (long block = 0; block < sizes.blocks; block += sizes.blocksARange) {
                var rows = read(ahead);
                long next = block + sizes.blocksARange;
                ahead = reader.submit(() -> range(sizes, next));
                sink.rows(rows);
            }
        }
    }

    private static List<RecordRow> read(Future<List<RecordRow>> ahead) throws SQLException {
        try {
            return ahead.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SQLException failure ? failure : new SQLException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException(e);
        }
    }

    /** Long values lie in a table beside, so that a block can stand for more than its own bytes. */
    private Sizes sizes() throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(SIZES)) {
            select.setString(1, query.shape().table());
            select.setString(2, query.shape().table());
            try (var row = select.executeQuery()) {
                row.next();
                long blocks = row.getLong(1) / row.getLong(3);
                long bytesABlock = blocks == 0 ? row.getLong(3) : row.getLong(2) / blocks;
                return new Sizes(blocks, Math.max(1, RANGE_BYTES / bytesABlock));
            }
        }
    }

    private List<RecordRow> range(Sizes sizes, long from) throws SQLException {
        if (from >= sizes.blocks) {
            return List.of();
        }
        reading.acquireUninterruptibly();
        try (var connection = database.getConnection()) {
            return rows(connection, query.sql(from, Math.min(from + sizes.blocksARange, sizes.blocks)));
        } finally {
            reading.release();
        }
    }

    private List<RecordRow> rows(Connection connection, BoundSql sql) throws SQLException {
        var layout = query.layout();
        var rows = new ArrayList<RecordRow>();
        try (var statement = sql.prepare(connection)) {
            statement.setQueryTimeout(LONGEST_SECONDS);
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(layout.row(result));
                }
            }
        }
        return rows;
    }
}
