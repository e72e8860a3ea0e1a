package org.entente.records;

import java.util.Map;

/** Takes the rows of a distribution one by one. */
interface RowSink {
    /**
     * @param line of the file for CSV, else the position of the object, from 1
     * @param values by field name; String, BigDecimal, Boolean, Point, or a JsonNode for arrays and objects; absent and null alike
     */
    void row(long line, Map<String, Object> values);

    /** A row that cannot be read at all. */
    void reject(long line, String reason, String raw);
}
