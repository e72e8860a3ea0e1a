package org.entente.index;

import co.elastic.clients.elasticsearch._types.mapping.Property;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entente.kernel.FieldDefinition;
import org.entente.kernel.Point;
import org.entente.kernel.TypedFields;

/**
 * How typed fields are kept in Elasticsearch, so that {@link SearchFilter} finds them: text as keyword, decimals as scaled
 * longs, instants as milliseconds since 1970, areas as keywords. A field's name in the index is its column.
 */
public final class SearchFields {
    /**
     * Stands among the areas of every row whose place is known: to Elasticsearch an empty list is an absent field, but a row in
     * no area is "not in area x" while a row without a place is not.
     */
    private static final String PLACE_KNOWN = "";

    private static final BigInteger BEYOND = BigInteger.TEN.pow(18);

    private SearchFields() {}

    public static Map<String, Property> mapping(TypedFields fields) {
        Map<String, Property> mapping = new LinkedHashMap<>();
        for (FieldDefinition field : fields.all()) mapping.put(field.column(), property(field));
        return mapping;
    }

    /** @param canonical of the field's type; null stays null */
    public static Object value(FieldDefinition field, Object canonical) {
        if (canonical == null) return null;
        return switch (field.type()) {
            case TEXT, INTEGER, DOUBLE, BOOLEAN, JSON -> canonical;
            case DECIMAL ->
                ((BigDecimal) canonical).movePointRight(field.scale()).longValueExact();
            case INSTANT -> ((Instant) canonical).toEpochMilli();
            case POINT -> Map.of("lon", ((Point) canonical).longitude(), "lat", ((Point) canonical).latitude());
            case AREAS -> areas((Collection<?>) canonical);
        };
    }

    /** A constant as a scaled long; beyond what can be stored it stays just beyond, so that comparisons keep their answer. */
    static long scaled(BigDecimal constant, int scale, RoundingMode rounding) {
        BigInteger number = constant.movePointRight(scale).setScale(0, rounding).toBigInteger();
        return number.min(BEYOND).max(BEYOND.negate()).longValue();
    }

    private static List<Object> areas(Collection<?> codes) {
        List<Object> areas = new ArrayList<>(codes.size() + 1);
        areas.add(PLACE_KNOWN);
        areas.addAll(codes);
        return areas;
    }

    private static Property property(FieldDefinition field) {
        return switch (field.type()) {
            case TEXT, AREAS -> Property.of(p -> p.keyword(k -> k));
            case DECIMAL, INTEGER -> Property.of(p -> p.long_(l -> l));
            case DOUBLE -> Property.of(p -> p.double_(d -> d));
            case INSTANT -> Property.of(p -> p.date(d -> d.format("epoch_millis")));
            case BOOLEAN -> Property.of(p -> p.boolean_(b -> b));
            case POINT -> Property.of(p -> p.geoPoint(g -> g));
            case JSON -> Property.of(p -> p.object(o -> o.enabled(false)));
        };
    }
}
