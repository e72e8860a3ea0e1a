package org.entente.access;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLSchemaElement;
import graphql.schema.GraphQLTypeVisitorStub;
import graphql.schema.SchemaTransformer;
import graphql.util.TraversalControl;
import graphql.util.TraverserContext;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Instants, dates and the range of whole numbers are looked at where types are checked, so that a wrong one is told with its path: SmallRye
 * reads instants and dates when a whole input becomes an object, and names only that; of a number beyond the range it drops digits.
 */
final class ExactScalars extends GraphQLTypeVisitorStub {
    private static final Map<String, Predicate<Object>> READABLE = Map.of(
            "DateTime", value -> value instanceof String text && isRead(() -> Instant.parse(text)),
            "Date", value -> value instanceof String text && isRead(() -> LocalDate.parse(text)),
            "Int", value -> isWithin(value, BigDecimal::intValueExact),
            "BigInteger", value -> isWithin(value, BigDecimal::longValueExact));

    private ExactScalars() {}

    /** A huge exponent is refused by its size, before it becomes digits. */
    private static boolean isWithin(Object value, Function<BigDecimal, Number> exact) {
        return switch (value) {
            case BigInteger whole -> whole.bitLength() < Long.SIZE && isRead(() -> exact.apply(new BigDecimal(whole)));
            case Number number -> isRead(() -> exact.apply(new BigDecimal(number.toString())));
            default -> true;
        };
    }

    static GraphQLSchema requiredIn(GraphQLSchema schema) {
        return SchemaTransformer.transformSchema(schema, new ExactScalars());
    }

    @Override
    public TraversalControl visitGraphQLScalarType(
            GraphQLScalarType scalar, TraverserContext<GraphQLSchemaElement> context) {
        var readable = READABLE.get(scalar.getName());
        return readable == null
                ? TraversalControl.CONTINUE
                : changeNode(
                        context,
                        scalar.transform(changed -> changed.coercing(new Reading(scalar.getCoercing(), readable))));
    }

    private static boolean isRead(Supplier<?> reading) {
        try {
            return reading.get() != null;
        } catch (DateTimeException | ArithmeticException unreadable) {
            return false;
        }
    }

    private record Reading(Coercing<?, ?> as, Predicate<Object> readable) implements Coercing<Object, Object> {
        @Override
        public Object serialize(Object result, GraphQLContext context, Locale locale) {
            return as.serialize(result, context, locale);
        }

        @Override
        public Object parseValue(Object input, GraphQLContext context, Locale locale) {
            if (!readable.test(input)) {
                throw new CoercingParseValueException("It cannot be read");
            }
            return as.parseValue(input, context, locale);
        }

        @Override
        public Object parseLiteral(Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
            if (!readable.test(plain(input))) {
                throw new CoercingParseLiteralException("It cannot be read");
            }
            return as.parseLiteral(input, variables, context, locale);
        }

        @Override
        public Value<?> valueToLiteral(Object input, GraphQLContext context, Locale locale) {
            return as.valueToLiteral(input, context, locale);
        }

        private static Object plain(Value<?> literal) {
            return switch (literal) {
                case StringValue text -> text.getValue();
                case IntValue number -> number.getValue();
                case FloatValue number -> number.getValue();
                default -> literal;
            };
        }
    }
}
