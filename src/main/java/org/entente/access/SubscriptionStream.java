package org.entente.access;

import graphql.ExecutionResult;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * The answers of one subscription as they leave. Its end from outside of its events takes no way through the engine: graphql-java and SmallRye
 * need a millisecond to make an answer of a stream that failed, and a thousand that stand on one permit would wait for each other.
 */
final class SubscriptionStream implements Publisher<ExecutionResult> {
    private final Publisher<ExecutionResult> events;
    private final UnaryOperator<ExecutionResult> answer;
    private final Function<Throwable, ExecutionResult> failed;
    private final SubscriptionEnd end;

    SubscriptionStream(
            Publisher<ExecutionResult> events,
            UnaryOperator<ExecutionResult> answer,
            Function<Throwable, ExecutionResult> failed,
            SubscriptionEnd end) {
        this.events = events;
        this.answer = answer;
        this.failed = failed;
        this.end = end;
    }

    @Override
    public void subscribe(Subscriber<? super ExecutionResult> reader) {
        events.subscribe(new Leaving(reader));
    }

    /** One answer after the other, and nothing behind the last. */
    private final class Leaving implements Subscriber<ExecutionResult>, Subscription {
        private final Subscriber<? super ExecutionResult> reader;
        private Subscription source;
        private volatile boolean over;

        Leaving(Subscriber<? super ExecutionResult> reader) {
            this.reader = reader;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            source = subscription;
            reader.onSubscribe(this);
            end.whenTold(last -> {
                endWith(last);
                source.cancel();
            });
        }

        @Override
        public void request(long count) {
            source.request(count);
        }

        @Override
        public void cancel() {
            over = true;
            source.cancel();
        }

        @Override
        public synchronized void onNext(ExecutionResult event) {
            if (!over) {
                reader.onNext(answer.apply(event));
            }
        }

        @Override
        public void onError(Throwable failure) {
            endWith(failed.apply(failure));
        }

        private synchronized void endWith(ExecutionResult last) {
            if (!over) {
                reader.onNext(last);
                onComplete();
            }
        }

        @Override
        public synchronized void onComplete() {
            if (!over) {
                over = true;
                reader.onComplete();
            }
        }
    }
}
