package org.entente.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.entente.kernel.Filter.And;
import org.entente.kernel.Filter.Compare;
import org.entente.kernel.Filter.Exists;
import org.entente.kernel.Filter.In;
import org.entente.kernel.Filter.InArea;
import org.entente.kernel.Filter.Interval;
import org.entente.kernel.Filter.Not;
import org.entente.kernel.Filter.Op;
import org.entente.kernel.Filter.Or;
import org.entente.kernel.Filter.Prefix;

/** One strict reading of a filter's JSON: what is missing, superfluous or of another type is refused with its path. */
final class FilterReader {
    private final FilterBounds.Count count;

    FilterReader(FilterBounds bounds) {
        count = new FilterBounds.Count(bounds);
    }

    Filter read(JsonNode json, FilterPath path, int depth) {
        count.part(path, depth);
        if (json == null || !json.isObject() || json.size() != 1)
            throw path.badInput("A filter is an object with exactly one key");
        String key = json.fieldNames().next();
        JsonNode body = json.get(key);
        return switch (key) {
            case "and" -> new And(filters(body, path, key, depth));
            case "or" -> new Or(filters(body, path, key, depth));
            case "not" -> new Not(read(body, path.to(key), depth + 1));
            default -> atom(key, body, path.to(key));
        };
    }

    private Filter atom(String key, JsonNode body, FilterPath path) {
        return switch (key) {
            case "eq" -> compare(Op.EQ, body, path);
            case "ne" -> compare(Op.NE, body, path);
            case "lt" -> compare(Op.LT, body, path);
            case "le" -> compare(Op.LE, body, path);
            case "gt" -> compare(Op.GT, body, path);
            case "ge" -> compare(Op.GE, body, path);
            case "in" -> new In(field(body, 2, path), values(body, path.to("values")));
            case "exists" -> new Exists(field(body, 1, path));
            case "prefix" -> new Prefix(field(body, 2, path), text(body, "value", path));
            case "inArea" -> new InArea(field(body, 2, path), text(body, "area", path));
            case "interval" -> new Interval(field(body, 3, path), scalar(body, "from", path), scalar(body, "to", path));
            default -> throw path.badInput("There is no such condition");
        };
    }

    private List<Filter> filters(JsonNode body, FilterPath path, String key, int depth) {
        if (!body.isArray()) throw path.to(key).badInput("A list of filters is expected");
        List<Filter> filters = new ArrayList<>(Math.min(body.size(), 64));
        for (int i = 0; i < body.size(); i++) filters.add(read(body.get(i), path.to(key, i), depth + 1));
        return filters;
    }

    private static Compare compare(Op op, JsonNode body, FilterPath path) {
        return new Compare(field(body, 2, path), op, scalar(body, "value", path));
    }

    /** @param keys how many the body has; each is then asked for by name, so that none is left unread */
    private static String field(JsonNode body, int keys, FilterPath path) {
        if (!body.isObject()) throw path.badInput("An object is expected");
        String field = text(body, "field", path);
        if (body.size() > keys) throw path.badInput("There are keys that do not belong here");
        return field;
    }

    private static String text(JsonNode body, String key, FilterPath path) {
        JsonNode node = body.get(key);
        if (node == null || !node.isTextual()) throw path.to(key).badInput("A text is expected");
        return node.textValue();
    }

    private List<Object> values(JsonNode body, FilterPath path) {
        JsonNode values = body.get("values");
        if (values == null || !values.isArray()) throw path.badInput("A list of values is expected");
        count.list(path, values.size());
        List<Object> scalars = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++)
            scalars.add(scalar(values.get(i), path.parent().to("values", i)));
        return scalars;
    }

    private static Object scalar(JsonNode body, String key, FilterPath path) {
        return scalar(body.get(key), path.to(key));
    }

    private static Object scalar(JsonNode node, FilterPath path) {
        if (node == null || node.isNull()) throw path.badInput("A value is expected; for absent ones use not exists");
        if (node.isTextual()) return node.textValue();
        if (node.isBoolean()) return node.booleanValue();
        if (node.isNumber()) return number(node, path);
        throw path.badInput("A text, a number, true or false is expected");
    }

    private static BigDecimal number(JsonNode node, FilterPath path) {
        if (node.isFloatingPointNumber() && !node.isBigDecimal() && !Double.isFinite(node.doubleValue()))
            throw path.badInput("A finite number is expected");
        return node.decimalValue();
    }
}
