package org.entente.access;

import graphql.schema.DataFetchingEnvironment;
import io.smallrye.graphql.execution.context.SmallRyeContextManager;
import java.util.concurrent.atomic.AtomicInteger;
import org.entente.identity.Caller;
import org.entente.kernel.HubException;

/**
 * One request through any entrance: who asks, in which language they read, what their query was, and what they will be told
 * about the decisions taken for it.
 *
 * @param queryHash SHA-256 of the query text and its variables, null where the entrance has none
 * @param governance null where the entrance has no place for it
 */
public record Request(
        Caller caller,
        String language,
        String queryHash,
        Governance governance,
        AtomicInteger rowsAskedFor,
        AtomicInteger lookUps,
        SubscriptionEnd end) {
    static final String KEY = "entente.request";
    private static final int MOST_ROWS = 10_000;
    private static final int MOST_LOOK_UPS = 40;

    Request(Caller caller, String language, String queryHash, Governance governance) {
        this(caller, language, queryHash, governance, new AtomicInteger(), new AtomicInteger(), new SubscriptionEnd());
    }

    /** An entrance without a GraphQL operation: a page. */
    public static Request of(Caller caller, String language) {
        return new Request(caller, language, null, null);
    }

    /**
     * Before rows are read: lists below lists multiply, and an answer is put together in memory.
     *
     * @throws HubException LIMIT_EXCEEDED beyond 10,000 rows a request
     */
    public void spend(int rows) {
        if (rowsAskedFor.addAndGet(rows) > MOST_ROWS) {
            throw HubException.limitExceeded("first", "At most " + MOST_ROWS + " records in one request");
        }
    }

    /**
     * Before what is read for each row of a list on its own.
     *
     * @throws HubException LIMIT_EXCEEDED beyond 40 a request
     */
    public void lookUp() {
        if (lookUps.incrementAndGet() > MOST_LOOK_UPS) {
            throw HubException.limitExceeded(
                    "first",
                    "At most " + MOST_LOOK_UPS + " lists below rows of a list in one request: ask for fewer rows");
        }
    }

    /** Before each event of a subscription: it is an answer of its own. */
    public void answerAnew() {
        rowsAskedFor.set(0);
        lookUps.set(0);
    }

    /** The GraphQL operation that runs now: on worker, virtual and event-loop threads, and inside a Uni's stages. */
    public static Request current() {
        return environment().getGraphQlContext().get(KEY);
    }

    /** Likewise, of a subscription that opens: from then on it can be ended from outside of its events. */
    public static Request ofSubscription() {
        var request = current();
        request.end.opens(environment());
        return request;
    }

    /**
     * Tells a subscription's reader at once that it is over, and why.
     *
     * @return whether there is a subscription: else its stream of events has to fail
     */
    public boolean end(Exception why) {
        return end.tell(why);
    }

    static DataFetchingEnvironment environment() {
        return SmallRyeContextManager.getCurrentSmallRyeContext().getDataFetchingEnvironment();
    }

    /** Whether the answer will show this field of what is being computed. */
    public static boolean asksFor(String field) {
        return environment().getSelectionSet().contains(field);
    }

    /** Where in the answer the field stands that is being computed, such as {@code /a/edges[1]/node}. */
    public static String path() {
        return environment().getExecutionStepInfo().getPath().toString();
    }
}
