package org.entente.access;

import io.quarkus.security.AuthenticationFailedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.entente.kernel.ErrorCode;

/** Requests that HTTP turns away before GraphQL sees them are answered as GraphQL errors too, for clients that branch on codes. */
@ApplicationScoped
class GraphQLRefusals {
    /** A failure goes on to later routes only, and the body is read within the route of GraphQL. */
    private static final int BEHIND_GRAPHQL = 1_000_000;

    private static final int UNAUTHORIZED = 401;
    private static final int TOO_LARGE = 413;

    void register(@Observes Router router) {
        router.route("/graphql").order(BEHIND_GRAPHQL).failureHandler(GraphQLRefusals::answer);
    }

    private static void answer(RoutingContext refused) {
        if (refused.failure() instanceof AuthenticationFailedException) {
            refused.response().putHeader("WWW-Authenticate", "Bearer");
            send(refused, UNAUTHORIZED, ErrorCode.UNAUTHENTICATED);
        } else if (refused.statusCode() == TOO_LARGE) {
            send(refused, TOO_LARGE, ErrorCode.LIMIT_EXCEEDED);
        } else {
            refused.next();
        }
    }

    private static void send(RoutingContext refused, int status, ErrorCode code) {
        var error = new JsonObject()
                .put("message", code.meaning())
                .put("extensions", new JsonObject().put("code", code.name()));
        refused.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(new JsonObject()
                        .put("errors", new JsonArray().add(error))
                        .putNull("data")
                        .encode());
    }
}
