package org.entente.records;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;
import org.entente.kernel.Point;

/** CSV as in RFC 4180, UTF-8, with a header. Nothing stands for an absent or removed value, two quotes for an empty text. */
final class CsvRowWriter implements RowWriter {
    private final CsvWriter csv;
    private final RowCells cells;
    private final boolean tellsMasked;
    private final String[] line;

    CsvRowWriter(DownloadColumns columns, RowCells cells, OutputStream out) {
        this.csv = CsvWriter.builder().quoteStrategy(QuoteStrategies.EMPTY).build(out);
        this.cells = cells;
        this.tellsMasked = columns.masked() != null;
        this.line = new String[columns.columns().size() + (tellsMasked ? 1 : 0)];
        header(columns);
    }

    private void header(DownloadColumns columns) {
        for (int i = 0; i < columns.columns().size(); i++) {
            line[i] = columns.columns().get(i).name();
        }
        if (tellsMasked) {
            line[line.length - 1] = columns.masked();
        }
        csv.writeRecord(line);
    }

    @Override
    public void row(RecordRow row) {
        var values = cells.of(row);
        for (int i = 0; i < values.length; i++) {
            line[i] = text(values[i]);
        }
        if (tellsMasked) {
            line[values.length] = masked(cells.maskedFields());
        }
        csv.writeRecord(line);
    }

    static String text(Object value) {
        return switch (value) {
            case null -> null;
            case String text -> text;
            case BigDecimal number -> number.toPlainString();
            case Point place -> place.longitude() + " " + place.latitude();
            default -> value == RowCells.REMOVED ? null : value.toString();
        };
    }

    /** As JSON: a field's name may hold whatever would part them. */
    static String masked(List<String> fields) {
        return fields.isEmpty() ? null : JsonText.array(fields);
    }

    @Override
    public void end() throws IOException {
        csv.flush();
    }
}
