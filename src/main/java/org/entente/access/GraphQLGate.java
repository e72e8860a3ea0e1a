package org.entente.access;

import graphql.ErrorType;
import graphql.ExecutionResult;
import graphql.ExecutionResultImpl;
import graphql.GraphQLError;
import graphql.language.OperationDefinition;
import graphql.schema.GraphQLSchema;
import io.quarkus.arc.Unremovable;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.graphql.execution.ExecutionResponse;
import io.smallrye.graphql.execution.ExecutionResponseWriter;
import io.smallrye.graphql.execution.ExecutionService;
import io.smallrye.graphql.execution.context.SmallRyeContextManager;
import io.smallrye.graphql.schema.model.Schema;
import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpMethod;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import mutiny.zero.flow.adapters.AdaptersToReactiveStreams;
import org.entente.identity.Callers;
import org.entente.kernel.HubException;
import org.reactivestreams.Publisher;

/**
 * The one gate of every GraphQL operation, over HTTP and WebSocket alike: it takes the place of SmallRye's ExecutionService. Each
 * operation gets its own {@link Request}, and every error, also of a document that cannot be read, leaves with a code.
 */
class GraphQLGate extends ExecutionService {

    @ApplicationScoped
    static class Producer {
        @Produces
        @Alternative
        @Priority(1)
        @Singleton
        @Unremovable
        ExecutionService gate(
                GraphQLSchema schema,
                Schema model,
                SecurityIdentity identity,
                Callers callers,
                CurrentVertxRequest http) {
            return new GraphQLGate(ExactScalars.requiredIn(schema), model, identity, callers, http);
        }
    }

    private final GraphQLSchema schema;
    private final SecurityIdentity identity;
    private final Callers callers;
    private final CurrentVertxRequest http;

    GraphQLGate(
            GraphQLSchema schema, Schema model, SecurityIdentity identity, Callers callers, CurrentVertxRequest http) {
        super(schema, model);
        this.schema = schema;
        this.identity = identity;
        this.callers = callers;
        this.http = http;
    }

    @Override
    public void execute(
            JsonObject query, Map<String, Object> shared, ExecutionResponseWriter writer, boolean asynchronous) {
        // a WebSocket shares one map between its operations
        Map<String, Object> context = new ConcurrentHashMap<>(shared);
        // or the last operation of this thread leaks into ours
        SmallRyeContextManager.clearCurrentSmallRyeContext();
        Request request;
        try {
            var headers = new RequestHeaders(context);
            request = request(query, headers);
            headers.settle(request.language());
        } catch (RuntimeException refused) {
            writer.write(new ExecutionResponse(failed(refused)));
            return;
        }
        context.put(Request.KEY, request);
        super.execute(query, context, answering(writer, request, query, isOverSocket()), asynchronous);
    }

    private Request request(JsonObject query, RequestHeaders headers) {
        if (query.containsKey("variables") && !isNullOrObject(query.get("variables"))) {
            throw HubException.badInput("variables", "An object is expected");
        }
        headers.requireReadable();
        var caller = callers.of(identity, headers.purpose(), headers.justification());
        return new Request(caller, headers.language(), queryHash(query), new Governance());
    }

    /** Of the query's text and its variables. */
    private static String queryHash(JsonObject query) {
        return Sha256.hex(String.valueOf(query.get("query")), String.valueOf(query.get("variables")));
    }

    private static boolean isNullOrObject(JsonValue variables) {
        return variables == JsonValue.NULL || variables instanceof JsonObject;
    }

    private ExecutionResponseWriter answering(
            ExecutionResponseWriter writer, Request request, JsonObject query, boolean overSocket) {
        return new ExecutionResponseWriter() {
            @Override
            public void write(ExecutionResponse response) {
                SmallRyeContextManager.clearCurrentSmallRyeContext();
                var result = SyntaxErrors.explained(response.getExecutionResult(), query.getString("query", ""));
                var answer = answer(DocumentErrors.explained(result, query, schema), request);
                writer.write(new ExecutionResponse(
                        overSocket && isRefusedSubscription(answer, query) ? alone(answer) : answer));
            }

            @Override
            public void fail(Throwable failure) {
                SmallRyeContextManager.clearCurrentSmallRyeContext();
                writer.write(new ExecutionResponse(failed(failure)));
            }
        };
    }

    /** One whose method was not even called, or failed; a document that cannot be answered is told as the protocol's error. */
    private static boolean isRefusedSubscription(ExecutionResult answer, JsonObject query) {
        return !answer.getErrors().isEmpty()
                && answer.getErrors().getFirst().getPath() != null
                && DocumentErrors.operation(query)
                        .filter(operation -> operation.getOperation() == OperationDefinition.Operation.SUBSCRIPTION)
                        .isPresent();
    }

    private boolean isOverSocket() {
        return HttpMethod.GET.equals(http.getCurrent().request().method());
    }

    /** As the only event of a stream, which is how one that is refused while it opens or later is told. */
    private static ExecutionResult alone(ExecutionResult answer) {
        var event = answer.transform(builder -> builder.data(null));
        return ExecutionResultImpl.newExecutionResult()
                .data(AdaptersToReactiveStreams.publisher(Multi.createFrom().item(event)))
                .build();
    }

    private static ExecutionResult answer(ExecutionResult result, Request request) {
        if (result.isDataPresent() && result.getData() instanceof Publisher<?> events) {
            return stream(events, request);
        }
        return result.transform(builder -> {
            var errors = errors(result);
            builder.errors(errors);
            request.governance().asExtension(errors).ifPresent(said -> builder.extensions(Map.of("governance", said)));
        });
    }

    @SuppressWarnings("unchecked")
    private static ExecutionResult stream(Publisher<?> events, Request request) {
        var answers = new SubscriptionStream(
                (Publisher<ExecutionResult>) events,
                event -> event.getErrors().isEmpty() ? answer(event, request) : withoutData(event),
                GraphQLGate::failed,
                request.end());
        return ExecutionResultImpl.newExecutionResult().data(answers).build();
    }

    /** SmallRye sends the last good event again beside the error that ends a stream. */
    private static ExecutionResult withoutData(ExecutionResult event) {
        return ExecutionResultImpl.newExecutionResult()
                .data(null)
                .errors(errors(event))
                .build();
    }

    /**
     * A null in a non-null field adds a second error, which says nothing that the first does not. Fields are computed side by side:
     * which of them failed first would tell of what lies behind it, so errors come in the order of their paths.
     */
    private static List<GraphQLError> errors(ExecutionResult result) {
        boolean explained = result.getErrors().stream().anyMatch(error -> !isNullInNonNull(error));
        return result.getErrors().stream()
                .filter(error -> !explained || !isNullInNonNull(error))
                .map(PublicError::of)
                .sorted(Comparator.comparing(error -> String.valueOf(error.getPath())))
                .toList();
    }

    private static boolean isNullInNonNull(GraphQLError error) {
        return error.getErrorType() == ErrorType.NullValueInNonNullableField;
    }

    private static ExecutionResult failed(Throwable failure) {
        return ExecutionResultImpl.newExecutionResult()
                .addError(PublicError.of(failure, null, null))
                .build();
    }
}
