package org.entente.access;

import graphql.ErrorClassification;
import graphql.ErrorType;
import graphql.ExceptionWhileDataFetching;
import graphql.GraphQLError;
import graphql.GraphQLException;
import graphql.execution.AbortExecutionException;
import graphql.execution.NonNullableValueCoercedAsNullException;
import graphql.language.SourceLocation;
import graphql.validation.ValidationError;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.graphql.execution.datafetcher.DataFetcherException;
import io.smallrye.graphql.validation.BeanValidationError;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.spi.JsonProvider;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import org.entente.kernel.ErrorCode;
import org.entente.kernel.HubException;
import org.entente.policy.PolicyUnavailableException;
import org.jboss.logging.Logger;

/** What a caller sees of an error: a sentence that leaks nothing and {@code extensions.code}; the rest goes to the log. */
record PublicError(String message, List<Object> path, List<SourceLocation> locations, Map<String, Object> extensions)
        implements GraphQLError {
    private static final Logger LOG = Logger.getLogger(PublicError.class);
    static final JsonBuilderFactory JSON = JsonProvider.provider().createBuilderFactory(Map.of());

    static GraphQLError of(GraphQLError error) {
        return switch (error) {
            case PublicError done -> done;
            case ExceptionWhileDataFetching fetching ->
                of(fetching.getException(), error.getPath(), error.getLocations());
            case AbortExecutionException aborted
            when aborted.getCause() != null -> of(aborted.getCause(), error.getPath(), error.getLocations());
            case BeanValidationError invalid -> InvalidArguments.of(invalid);
            case GraphQLError broken
            when broken.getErrorType() == ErrorType.NullValueInNonNullableField ->
                of(new IllegalStateException(error.getMessage()), error.getPath(), error.getLocations());
            default -> ofDocument(error);
        };
    }

    /** The query itself cannot be read, or asks for more than one query may. */
    private static GraphQLError ofDocument(GraphQLError error) {
        Map<String, Object> extensions = new LinkedHashMap<>();
        var code = error.getErrorType() == ErrorType.ExecutionAborted ? ErrorCode.LIMIT_EXCEEDED : ErrorCode.BAD_INPUT;
        extensions.put("code", code.name());
        if (error instanceof ValidationError invalid && invalid.getQueryPath() != null) {
            extensions.put("path", String.join(".", invalid.getQueryPath()));
        }
        // SmallRye names the Java class of an input that it cannot read
        var message = error.getMessage() == null || error.getMessage().contains("Unknown Scalar Type")
                ? "An argument cannot be read"
                : DocumentErrors.KIND.matcher(error.getMessage()).replaceFirst("");
        return new PublicError(message, error.getPath(), error.getLocations(), extensions);
    }

    static GraphQLError of(Throwable failure, List<Object> path, List<SourceLocation> locations) {
        Map<String, Object> extensions = new LinkedHashMap<>();
        String message = switch (unwrapped(failure)) {
            case HubException known -> {
                extensions.put("code", known.code().name());
                extensions.putAll(known.details());
                yield known.getMessage();
            }
            case AuthenticationFailedException broken ->
                said(extensions, ErrorCode.UNAUTHENTICATED, ErrorCode.UNAUTHENTICATED.meaning());
            case UnauthorizedException anonymous -> said(extensions, ErrorCode.UNAUTHENTICATED, "Sign in first");
            case ForbiddenException forbidden ->
                said(extensions, ErrorCode.ACCESS_DENIED, "Your role does not allow this");
            case NonNullableValueCoercedAsNullException absent -> {
                var named = Pattern.compile("'([^']*)'").matcher(absent.getMessage());
                extensions.put("path", named.find() ? named.group(1) : "variables");
                yield said(extensions, ErrorCode.BAD_INPUT, "A value is expected");
            }
            case GraphQLException unreadable
            when unreadable instanceof GraphQLError -> said(extensions, ErrorCode.BAD_INPUT, unreadable.getMessage());
            case PolicyUnavailableException broken ->
                logged(broken, extensions, ErrorCode.POLICY_UNAVAILABLE, "No decision can be made now; try later");
            case SQLException broken ->
                logged(broken, extensions, ErrorCode.STORE_UNAVAILABLE, "The database cannot be used now");
            case Throwable unexpected -> logged(unexpected, extensions, ErrorCode.INTERNAL, "Internal error");
        };
        return new PublicError(message, path, locations, extensions);
    }

    private static String said(Map<String, Object> extensions, ErrorCode code, String message) {
        extensions.put("code", code.name());
        return message;
    }

    private static String logged(Throwable failure, Map<String, Object> extensions, ErrorCode code, String message) {
        var reference = UUID.randomUUID().toString();
        LOG.errorf(failure, "[%s] %s", reference, code);
        extensions.put("reference", reference);
        return said(extensions, code, message);
    }

    private static Throwable unwrapped(Throwable failure) {
        return (failure instanceof DataFetcherException || failure instanceof CompletionException)
                        && failure.getCause() != null
                ? unwrapped(failure.getCause())
                : failure;
    }

    @Override
    public String getMessage() {
        return message;
    }

    @Override
    public List<Object> getPath() {
        return path;
    }

    @Override
    public List<SourceLocation> getLocations() {
        return locations;
    }

    @Override
    public Map<String, Object> getExtensions() {
        return extensions;
    }

    @Override
    public ErrorClassification getErrorType() {
        return ErrorClassification.errorClassification(extensions.get("code").toString());
    }

    /**
     * Without graphql-java's {@code classification}: the code says it. As JSON already, which SmallRye's mapper writes as it is: looking for
     * a way to write each value of a map costs it more than all else, and a thousand subscriptions may end at once.
     */
    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    public Map<String, Object> toSpecification() {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", message);
        if (path != null) {
            error.put("path", path);
        }
        if (locations != null && !locations.isEmpty()) {
            error.put(
                    "locations",
                    locations.stream()
                            .map(at -> Map.of("line", at.getLine(), "column", at.getColumn()))
                            .toList());
        }
        error.put("extensions", extensions);
        return (Map) JSON.createObjectBuilder(error).build();
    }
}
