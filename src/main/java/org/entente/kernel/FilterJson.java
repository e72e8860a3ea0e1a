package org.entente.kernel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.entente.kernel.Filter.And;
import org.entente.kernel.Filter.Compare;
import org.entente.kernel.Filter.Exists;
import org.entente.kernel.Filter.In;
import org.entente.kernel.Filter.InArea;
import org.entente.kernel.Filter.Interval;
import org.entente.kernel.Filter.Not;
import org.entente.kernel.Filter.Or;
import org.entente.kernel.Filter.Prefix;

/**
 * The one JSON form of a {@link Filter}: in policy documents, in the database and as a GraphQL argument. An object has exactly
 * one key, {@code and, or, not, eq, ne, lt, le, gt, ge, in, exists, prefix, inArea, interval}. Constants stay plain JSON
 * scalars; their field's type is not known here.
 */
public final class FilterJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

    /** A second key of the same name could hide a filter from whoever reviews it: refused. Numbers keep all their digits. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .nodeFactory(NODES)
            .build();

    private FilterJson() {}

    /**
     * @param root the argument's name, the first segment of the path in errors
     * @throws HubException BAD_INPUT with the path of what is malformed, LIMIT_EXCEEDED beyond {@link FilterBounds#WRITTEN}
     */
    public static Filter read(JsonNode json, String root) {
        return read(json, root, FilterBounds.WRITTEN);
    }

    public static Filter read(JsonNode json, String root, FilterBounds bounds) {
        return new FilterReader(bounds).read(json, FilterPath.root(root), 0);
    }

    /** Reads JSON text; otherwise as {@link #read(JsonNode, String)}. */
    public static Filter parse(String json, String root) {
        try {
            return read(MAPPER.readTree(json), root);
        } catch (JsonProcessingException e) {
            throw HubException.badInput(root, "Not JSON: " + e.getOriginalMessage());
        }
    }

    public static JsonNode write(Filter filter) {
        return switch (filter) {
            case And(var of) -> object("and", all(of));
            case Or(var of) -> object("or", all(of));
            case Not(var of) -> object("not", write(of));
            case Compare c -> about(c.op().name().toLowerCase(Locale.ROOT), c.field(), "value", scalar(c.value()));
            case In i -> about("in", i.field(), "values", scalars(i.values()));
            case Exists e -> object("exists", field(e.field()));
            case Prefix p -> about("prefix", p.field(), "value", NODES.textNode(p.prefix()));
            case InArea a -> about("inArea", a.field(), "area", NODES.textNode(a.area()));
            case Interval i ->
                object(
                        "interval",
                        field(i.field())
                                .<ObjectNode>set("from", scalar(i.from()))
                                .set("to", scalar(i.to())));
        };
    }

    /** The one of the object that says this, as paths name it. */
    public static String key(Filter filter) {
        return write(filter).fieldNames().next();
    }

    private static ArrayNode all(List<Filter> filters) {
        ArrayNode array = NODES.arrayNode(filters.size());
        filters.forEach(filter -> array.add(write(filter)));
        return array;
    }

    private static ObjectNode object(String key, JsonNode value) {
        return NODES.objectNode().set(key, value);
    }

    private static ObjectNode field(String name) {
        return NODES.objectNode().put("field", name);
    }

    private static ObjectNode about(String key, String field, String name, JsonNode value) {
        return object(key, field(field).set(name, value));
    }

    private static ArrayNode scalars(List<Object> values) {
        ArrayNode array = NODES.arrayNode(values.size());
        values.forEach(value -> array.add(scalar(value)));
        return array;
    }

    /** Canonical values are written too; an instant becomes its ISO text. */
    private static JsonNode scalar(Object value) {
        return switch (value) {
            case BigDecimal d -> NODES.numberNode(d);
            case Long l -> NODES.numberNode(l);
            case Double d -> NODES.numberNode(d);
            case Boolean b -> NODES.booleanNode(b);
            default -> NODES.textNode(value.toString());
        };
    }
}
