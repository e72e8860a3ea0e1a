package org.entente.access;

import graphql.ExecutionResult;
import graphql.ExecutionResultImpl;
import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/** What a subscription's reader is told last when the end comes from outside of its events, as when a permit is withdrawn. */
final class SubscriptionEnd {
    private final CompletableFuture<ExecutionResult> told = new CompletableFuture<>();
    private volatile Function<Exception, ExecutionResult> telling;

    /** As graphql-java says it of the field that is being computed. */
    void opens(DataFetchingEnvironment field) {
        var path = field.getExecutionStepInfo().getPath().toList();
        var locations = List.of(field.getField().getSourceLocation());
        telling = why -> ExecutionResultImpl.newExecutionResult()
                .data(null)
                .addError(PublicError.of(why, path, locations))
                .build();
    }

    boolean tell(Exception why) {
        var answer = telling;
        if (answer == null) {
            return false;
        }
        if (!told.isDone()) {
            told.complete(answer.apply(why));
        }
        return true;
    }

    void whenTold(Consumer<ExecutionResult> reader) {
        told.thenAccept(reader);
    }
}
