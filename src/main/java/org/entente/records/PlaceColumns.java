package org.entente.records;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entente.kernel.Point;

/** Makes one place of two columns of degrees, in formats that have no geometry; a place that is not whole is none. */
record PlaceColumns(RowSink sink) implements RowSink {
    private static final List<List<String>> PAIRS =
            List.of(List.of("longitude", "latitude"), List.of("lon", "lat"), List.of("lng", "lat"));

    @Override
    public void row(long line, Map<String, Object> values) {
        for (var pair : PAIRS) {
            if (values.containsKey(pair.getFirst()) && values.containsKey(pair.getLast())) {
                place(line, values, pair.getFirst(), pair.getLast());
                return;
            }
        }
        sink.row(line, values);
    }

    private void place(long line, Map<String, Object> values, String longitude, String latitude) {
        Map<String, Object> placed = new LinkedHashMap<>(values);
        var east = placed.remove(longitude);
        var north = placed.remove(latitude);
        try {
            placed.put(
                    JsonRows.GEOMETRY, east == null || north == null ? null : new Point(degrees(east), degrees(north)));
            sink.row(line, placed);
        } catch (NumberFormatException e) {
            sink.reject(line, longitude + " and " + latitude + ": not degrees", values.toString());
        }
    }

    private static double degrees(Object value) {
        return Double.parseDouble(value.toString());
    }

    @Override
    public void reject(long line, String reason, String raw) {
        sink.reject(line, reason, raw);
    }
}
