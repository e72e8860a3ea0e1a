package org.entente.records;

import java.util.UUID;

/**
 * One row as it was read, canonical.
 *
 * @param taken a bit a grant; null where all grants show the same
 */
record RecordRow(UUID id, RowLayout layout, Object[] values, boolean[] taken) {
    RecordRow takenBy(boolean[] grants) {
        return new RecordRow(id, layout, values, grants);
    }

    /** Null where it was not read. */
    Object value(String field) {
        var position = layout.positions().get(field);
        return position == null ? null : values[position];
    }
}
