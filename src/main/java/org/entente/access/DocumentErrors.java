package org.entente.access;

import graphql.ErrorType;
import graphql.ExecutionResult;
import graphql.GraphQLError;
import graphql.GraphQLException;
import graphql.execution.TypeFromAST;
import graphql.language.OperationDefinition;
import graphql.parser.Parser;
import graphql.schema.GraphQLSchema;
import graphql.validation.ValidationError;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.entente.kernel.HubException;

/**
 * Arguments and variables that are not of their types, in plain words and with their paths. graphql-java tells of both in sentences that
 * name classes of its own; of an argument they give the path, of a variable the name alone.
 */
final class DocumentErrors {
    private static final String VARIABLES = "variables";
    private static final String VALUE_EXPECTED = "A value is expected";

    /** Before what is wrong stand its kind and the field in which it is. */
    static final Pattern KIND = Pattern.compile("^Validation [eE]rror \\([^)]*\\) ?: ");

    private static final String ARGUMENT = "argument '([^']*)' with value .*";

    /** What a sentence of graphql-java's means. */
    private record Sentence(Pattern form, BiFunction<GraphQLSchema, MatchResult, HubException> meaning) {
        Sentence(String form, BiFunction<GraphQLSchema, MatchResult, HubException> meaning) {
            this(Pattern.compile(form, Pattern.DOTALL), meaning);
        }

        Optional<HubException> of(GraphQLSchema schema, String message) {
            var found = form.matcher(message);
            return found.matches() ? Optional.of(meaning.apply(schema, found)) : Optional.empty();
        }
    }

    private static final List<Sentence> SENTENCES = List.of(
            new Sentence(
                    ARGUMENT + " is missing required fields '\\[?([^,'\\]]*).*",
                    (schema, said) -> HubException.badInput(said.group(1) + "." + said.group(2), VALUE_EXPECTED)),
            new Sentence(
                    ARGUMENT + " contains a field not in '[^']*': '([^']*)'",
                    (schema, said) ->
                            HubException.badInput(said.group(1) + "." + said.group(2), "There is no such field")),
            new Sentence(
                    ARGUMENT + " is not a valid '([^']*)'.*",
                    (schema, said) -> HubException.badInput(
                            said.group(1), WrongVariable.expected(schema.getType(said.group(2))))),
            new Sentence(
                    ARGUMENT + " must be an object type",
                    (schema, said) -> HubException.badInput(said.group(1), "An object is expected")),
            new Sentence(
                    ARGUMENT + " must not be null",
                    (schema, said) -> HubException.badInput(said.group(1), VALUE_EXPECTED)),
            new Sentence(
                    "(?:Missing|Null value for non-null) field argument '([^']*)'",
                    (schema, said) -> HubException.badInput(said.group(1), VALUE_EXPECTED)),
            new Sentence(
                    "Unknown field argument '([^']*)'",
                    (schema, said) -> HubException.badInput(said.group(1), "There is no such argument")),
            new Sentence(
                    "There can be only one (?:argument|field) named '([^']*)'",
                    (schema, said) -> HubException.badInput(said.group(1), "It is given twice")),
            new Sentence(
                    "Variable '([^']*)' of type '([^']*)' used in position expecting type '([^']*)'",
                    (schema, said) -> HubException.badInput(
                            variable(said.group(1)),
                            "The type " + said.group(3) + " is expected, not " + said.group(2))),
            new Sentence(
                    "Undefined variable '([^']*)'",
                    (schema, said) -> HubException.badInput(
                            variable(said.group(1)), "The operation does not say that there is such a variable")),
            new Sentence(
                    "Bad default value .*",
                    (schema, said) -> HubException.badInput(VARIABLES, "A default value is not of its type")));

    private DocumentErrors() {}

    /** @param query as it was sent */
    static ExecutionResult explained(ExecutionResult result, JsonObject query, GraphQLSchema schema) {
        if (result.getErrors().isEmpty()) {
            return result;
        }
        return result.transform(builder -> builder.errors(result.getErrors().stream()
                .map(error -> meant(error, query, schema)
                        .<GraphQLError>map(wrong -> PublicError.of(wrong, error.getPath(), error.getLocations()))
                        .orElse(error))
                .toList()));
    }

    private static Optional<HubException> meant(GraphQLError error, JsonObject query, GraphQLSchema schema) {
        return switch (error) {
            case ValidationError invalid -> argument(invalid.getMessage(), schema);
            case GraphQLException variable
            when error.getErrorType() == ErrorType.ValidationError ->
                operation(query).map(operation -> variable(operation, query, schema));
            default -> Optional.empty();
        };
    }

    private static Optional<HubException> argument(String message, GraphQLSchema schema) {
        var said = KIND.matcher(message).replaceFirst("");
        return SENTENCES.stream()
                .flatMap(sentence -> sentence.of(schema, said).stream())
                .findFirst();
    }

    private static HubException variable(OperationDefinition operation, JsonObject query, GraphQLSchema schema) {
        var given = query.get(VARIABLES) instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
        return operation.getVariableDefinitions().stream()
                .filter(defined -> given.containsKey(defined.getName()) || defined.getDefaultValue() == null)
                .flatMap(defined -> WrongVariable.in(
                        variable(defined.getName()),
                        given.get(defined.getName()),
                        TypeFromAST.getTypeFromAST(schema, defined.getType()))
                        .stream())
                .findFirst()
                .orElseGet(() -> HubException.badInput(VARIABLES, "They are not of the types that the operation says"));
    }

    private static String variable(String name) {
        return VARIABLES + "." + name;
    }

    /** The one that is asked for, of a document that was parsed before. */
    static Optional<OperationDefinition> operation(JsonObject query) {
        var name = query.getString("operationName", null);
        return Parser.parse(query.getString("query")).getDefinitionsOfType(OperationDefinition.class).stream()
                .filter(operation -> name == null || name.isEmpty() || name.equals(operation.getName()))
                .findFirst();
    }
}
