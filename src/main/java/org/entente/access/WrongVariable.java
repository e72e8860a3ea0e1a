package org.entente.access;

import graphql.GraphQLContext;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLType;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.entente.kernel.HubException;

/** Where the value of a variable departs from its type; graphql-java says that it does, and seldom where. */
final class WrongVariable {
    private static final Set<String> ANYTHING = Set.of("JSON", "Object");

    private WrongVariable() {}

    /** The first, if any, as BAD_INPUT. */
    static Optional<HubException> in(String path, JsonValue value, GraphQLType type) {
        return switch (type) {
            case GraphQLNonNull some
            when isNull(value) -> Optional.of(HubException.badInput(path, "A value is expected"));
            case GraphQLNonNull some -> in(path, value, some.getWrappedType());
            case GraphQLType any when isNull(value) -> Optional.empty();
            case GraphQLList list
            when value instanceof JsonArray values ->
                IntStream.range(0, values.size())
                        .mapToObj(i -> in(path + "[" + i + "]", values.get(i), list.getWrappedType()))
                        .flatMap(Optional::stream)
                        .findFirst();
            case GraphQLList list -> in(path, value, list.getWrappedType());
            case GraphQLInputObjectType fields
            when value instanceof JsonObject object -> amongFields(path, object, fields);
            case GraphQLInputType leaf when takes(leaf, value) -> Optional.empty();
            default -> Optional.of(HubException.badInput(path, expected(type)));
        };
    }

    private static Optional<HubException> amongFields(String path, JsonObject object, GraphQLInputObjectType type) {
        for (var name : object.keySet()) {
            if (type.getField(name) == null) {
                return Optional.of(HubException.badInput(path + "." + name, "There is no such field"));
            }
        }
        return type.getFields().stream()
                .filter(field -> object.containsKey(field.getName()) || !field.hasSetDefaultValue())
                .map(field -> in(path + "." + field.getName(), object.get(field.getName()), field.getType()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean isNull(JsonValue value) {
        return value == null || value == JsonValue.NULL;
    }

    private static boolean takes(GraphQLInputType leaf, JsonValue value) {
        return switch (leaf) {
            case GraphQLEnumType names -> value instanceof JsonString name && names.getValue(name.getString()) != null;
            case GraphQLScalarType scalar -> ANYTHING.contains(scalar.getName()) || isRead(scalar, value);
            default -> false;
        };
    }

    private static boolean isRead(GraphQLScalarType scalar, JsonValue value) {
        try {
            scalar.getCoercing().parseValue(plain(value), GraphQLContext.getDefault(), Locale.ENGLISH);
            return true;
        } catch (RuntimeException unreadable) {
            return false;
        }
    }

    private static Object plain(JsonValue value) {
        return switch (value) {
            case JsonString text -> text.getString();
            case JsonNumber number when number.isIntegral() -> number.bigIntegerValueExact();
            case JsonNumber number -> number.bigDecimalValue();
            default -> value == JsonValue.TRUE ? Boolean.TRUE : value == JsonValue.FALSE ? Boolean.FALSE : value;
        };
    }

    /** What a value of this type is, in a sentence. */
    static String expected(GraphQLType type) {
        return switch (type) {
            case GraphQLEnumType names ->
                names.getValues().stream()
                        .map(value -> value.getName())
                        .sorted()
                        .collect(Collectors.joining(", ", "One of ", " is expected"));
            case GraphQLInputObjectType fields -> "An object is expected";
            case GraphQLScalarType scalar ->
                switch (scalar.getName()) {
                    case "Int" -> "A whole number between -2147483648 and 2147483647 is expected";
                    case "BigInteger" -> "A whole number of at most 64 bits is expected";
                    case "Float", "BigDecimal" -> "A number is expected";
                    case "Boolean" -> "true or false is expected";
                    case "String" -> "A text is expected";
                    case "ID" -> "An id, a text, is expected";
                    case "DateTime" -> "An instant such as 2026-01-31T08:00:00Z is expected";
                    case "Date" -> "A date such as 2026-01-31 is expected";
                    default -> "A value of type " + scalar.getName() + " is expected";
                };
            case null, default -> "It cannot be read";
        };
    }
}
