package org.entente.access;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.security.AuthenticationFailedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.entente.kernel.ErrorCode;

/** Requests that never reach GraphQL are answered as GraphQL errors too, for clients that branch on codes. */
@ApplicationScoped
class GraphQLRefusals {
    /** Quarkus answers a body that is declared too large at -2, without a word, and knows who asks before that. */
    private static final int BEFORE_THE_LIMIT = -3;

    /** A failure goes on to later routes only. */
    private static final int BEHIND_GRAPHQL = 1_000_000;

    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int TOO_LARGE = 413;

    private final long longestBody;

    GraphQLRefusals(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize longestBody) {
        this.longestBody = longestBody.asLongValue();
    }

    void register(@Observes Router router) {
        router.route("/graphql").order(BEFORE_THE_LIMIT).handler(GraphQLRefusals::refuseMethod);
        router.post("/graphql").order(BEFORE_THE_LIMIT).handler(this::refuseTooLarge);
        router.post("/graphql")
                .order(BEFORE_THE_LIMIT)
                .handler(BodyHandler.create(false).setBodyLimit(longestBody))
                .handler(GraphQLRefusals::refuseUnreadable);
        router.route("/graphql").order(BEHIND_GRAPHQL).failureHandler(GraphQLRefusals::answer);
    }

    private static void refuseMethod(RoutingContext asked) {
        var method = asked.request().method();
        if (HttpMethod.POST.equals(method) || HttpMethod.GET.equals(method) && isUpgrade(asked)) {
            asked.next();
        } else {
            asked.response().putHeader(HttpHeaders.ALLOW, "POST");
            send(
                    asked,
                    METHOD_NOT_ALLOWED,
                    ErrorCode.BAD_INPUT,
                    "Operations are sent by POST, subscriptions over a WebSocket");
        }
    }

    private static boolean isUpgrade(RoutingContext asked) {
        return asked.request().headers().contains(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, true);
    }

    private void refuseTooLarge(RoutingContext asked) {
        if (GraphQLBody.declaredLength(asked.request()) > longestBody) {
            // what is still under way is not read: the connection cannot be used again
            asked.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            send(asked, TOO_LARGE, ErrorCode.LIMIT_EXCEEDED);
        } else {
            asked.next();
        }
    }

    private static void refuseUnreadable(RoutingContext asked) {
        if (GraphQLBody.isReadable(asked)) {
            asked.next();
        } else {
            send(asked, BAD_REQUEST, ErrorCode.BAD_INPUT, "The body is no JSON object with a query");
        }
    }

    private static void answer(RoutingContext refused) {
        if (refused.response().headWritten()) {
            // a WebSocket that had been opened: its protocol says why it is closed
            return;
        }
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
        send(refused, status, code, code.meaning());
    }

    private static void send(RoutingContext refused, int status, ErrorCode code, String message) {
        var error =
                new JsonObject().put("message", message).put("extensions", new JsonObject().put("code", code.name()));
        refused.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(new JsonObject()
                        .put("errors", new JsonArray().add(error))
                        .putNull("data")
                        .encode());
    }
}
