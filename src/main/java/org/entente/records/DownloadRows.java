package org.entente.records;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import org.entente.access.MaskKeys;
import org.entente.access.Permit;
import org.entente.identity.Caller;

/** Reads a download's rows and writes them out in its format. */
@ApplicationScoped
class DownloadRows {
    /** The pool's other connections stay for those who want less. */
    private static final int READING_AT_ONCE = 8;

    private static final int PIECE = 1 << 16;

    private final AgroalDataSource database;
    private final MaskKeys keys;
    private final Path work;
    private final Semaphore reading = new Semaphore(READING_AT_ONCE);

    DownloadRows(AgroalDataSource database, MaskKeys keys, RecordsConfig config) throws IOException {
        this.database = database;
        this.keys = keys;
        this.work = Files.createDirectories(
                config.workDirectory().orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"))));
    }

    void send(Caller caller, DownloadPlan plan, DownloadBody body, Permit permit) throws IOException, SQLException {
        var cells = new RowCells(plan.columns(), new MaskedRows(plan.granted(), () -> keys.of(caller)));
        switch (plan.download().format()) {
            case CSV -> write(plan, new CsvRowWriter(plan.columns(), cells, body), body, permit);
            case JSON, NDJSON, GEOJSON ->
                write(plan, new JsonRowWriter(plan.download().format(), plan.columns(), cells, body), body, permit);
            case PARQUET -> sendFile(plan, cells, body, permit);
        }
        body.close();
    }

    private void write(DownloadPlan plan, RowWriter writer, DownloadBody body, Permit permit)
            throws IOException, SQLException {
        new TableScan(database, reading, plan.query()).run(rows -> {
            permit.awaitConfirmed();
            for (var row : rows) {
                body.beginRow();
                writer.row(row);
            }
        });
        writer.end();
    }

    private void sendFile(DownloadPlan plan, RowCells cells, DownloadBody body, Permit permit)
            throws IOException, SQLException {
        try (var parquet = ParquetFile.in(work, plan.columns(), cells)) {
            write(plan, parquet, body, permit);
            try (var file = Files.newInputStream(parquet.file())) {
                for (var piece = file.readNBytes(PIECE); piece.length > 0; piece = file.readNBytes(PIECE)) {
                    permit.awaitConfirmed();
                    body.write(piece, 0, piece.length);
                }
            }
        }
    }
}
