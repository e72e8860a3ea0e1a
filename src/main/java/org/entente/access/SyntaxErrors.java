package org.entente.access;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQLError;
import graphql.ParseAndValidate;
import graphql.language.SourceLocation;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.exceptions.ParseCancelledException;
import java.util.List;
import java.util.Map;
import org.entente.kernel.ErrorCode;

/** SmallRye only says that it cannot parse a document; here it is parsed once more, to say what is wrong and where. */
final class SyntaxErrors {
    private static final String UNPARSEABLE = "Unparseable input document";

    private SyntaxErrors() {}

    static ExecutionResult explained(ExecutionResult result, String document) {
        boolean unparseable = result.getErrors().size() == 1
                && UNPARSEABLE.equals(result.getErrors().getFirst().getMessage());
        return unparseable ? result.transform(builder -> builder.errors(List.of(error(document)))) : result;
    }

    private static GraphQLError error(String document) {
        var failure = ParseAndValidate.parse(
                        ExecutionInput.newExecutionInput(document).build())
                .getSyntaxException();
        var code = failure instanceof ParseCancelledException ? ErrorCode.LIMIT_EXCEEDED : ErrorCode.BAD_INPUT;
        return new PublicError(failure.getMessage(), null, locations(failure), Map.of("code", code.name()));
    }

    private static List<SourceLocation> locations(InvalidSyntaxException failure) {
        return failure.getLocation() == null ? List.of() : List.of(failure.getLocation());
    }
}
