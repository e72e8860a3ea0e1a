package org.entente.records;

import java.util.List;
import java.util.Map;
import org.entente.catalogue.DatasetField;
import org.entente.kernel.FieldType;
import org.entente.policy.MaskMethod;

/** What stands in a download's columns for each row, by one thread at a time; the array is used again for the next row. */
final class RowCells {
    /** Instead of a value that is there or not. */
    static final Object REMOVED = new Object();

    private final DownloadColumns columns;
    private final MaskedRows masked;
    private final Object[] shown;
    private final Object[] cells;
    private final MaskMethod[] methods;
    private Map<String, MaskMethod> last;

    RowCells(DownloadColumns columns, MaskedRows masked) {
        this.columns = columns;
        this.masked = masked;
        this.shown = new Object[columns.read().size()];
        this.methods = new MaskMethod[shown.length];
        this.cells = new Object[columns.columns().size()];
    }

    Object[] of(RecordRow row) {
        choose(masked.masks(row));
        for (int i = 0; i < shown.length; i++) {
            shown[i] = shown(i, row.values()[i]);
        }
        for (int i = 0; i < cells.length; i++) {
            var column = columns.columns().get(i);
            var value = shown[column.position()];
            cells[i] = value == REMOVED ? REMOVED : column.cell(value);
        }
        return cells;
    }

    /** Looked up once for all rows in a row that are masked alike. */
    private void choose(Map<String, MaskMethod> masks) {
        if (masks != last) {
            last = masks;
            for (int i = 0; i < methods.length; i++) {
                methods[i] = masks.get(columns.read().get(i).name);
            }
        }
    }

    private Object shown(int i, Object value) {
        if (methods[i] == MaskMethod.REMOVE) {
            return REMOVED;
        }
        if (methods[i] != null) {
            return masked.value(methods[i], value);
        }
        boolean raw = value != null && columns.read().get(i).type == FieldType.JSON;
        return raw ? new RawJson((String) value) : value;
    }

    /** Of the row whose cells were asked for last. */
    List<String> maskedFields() {
        return columns.read().stream()
                .map((DatasetField field) -> field.name)
                .filter(last::containsKey)
                .toList();
    }
}
