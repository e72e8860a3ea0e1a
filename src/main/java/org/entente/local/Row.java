package org.entente.local;

import java.util.LinkedHashMap;
import java.util.Map;
import org.locationtech.jts.geom.Coordinate;

/** One generated record: named values in order, and where it is. */
record Row(Map<String, Object> values, Coordinate where) {

    static Row at(Coordinate where) {
        return new Row(new LinkedHashMap<>(), where);
    }

    Row with(String field, Object value) {
        values.put(field, value);
        return this;
    }

    /** The values followed by longitude and latitude, for formats without geometry. */
    Map<String, Object> flat() {
        Map<String, Object> flat = new LinkedHashMap<>(values);
        flat.put("longitude", where.x);
        flat.put("latitude", where.y);
        return flat;
    }
}
