package org.entente.records;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entente.kernel.Point;

/** Makes one place of two columns of degrees, in formats that have no geometry; a place that is not whole is none. */
record PlaceColumns(RowSink sink) implements RowSink {
    private static final List<List<String>> PAIRS = List.of(
            List.of("longitude", "latitude"),
            List.of("longitudine", "latitudine"),
            List.of("lon", "lat"),
            List.of("lng", "lat"));

    @Override
    public void row(long line, Map<String, Object> values) {
        for (var pair : PAIRS) {
            var longitude = named(values, pair.getFirst());
            var latitude = named(values, pair.getLast());
            if (longitude != null && latitude != null && !values.containsKey(JsonRows.GEOMETRY)) {
                place(line, values, longitude, latitude);
                return;
            }
        }
        sink.row(line, values);
    }

    private static String named(Map<String, Object> values, String name) {
        for (var key : values.keySet()) {
            if (key.equalsIgnoreCase(name)) {
                return key;
            }
        }
        return null;
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
