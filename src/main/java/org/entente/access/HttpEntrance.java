package org.entente.access;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.entente.identity.Callers;
import org.entente.kernel.ErrorCode;
import org.entente.kernel.HubException;

/** An entrance beside GraphQL, for programs: who asks, and refusals as GraphQL's errors under the status that HTTP has for them. */
@ApplicationScoped
public class HttpEntrance {
    /** The path of a refusal of all that this header takes. */
    public static final String ACCEPT = "Accept";

    private static final String METHOD = "method";
    private static final String PURPOSE = "purpose";

    private final Callers callers;
    private final IdentityProviderManager identities;

    HttpEntrance(Callers callers, IdentityProviderManager identities) {
        this.callers = callers;
        this.identities = identities;
    }

    /** The purpose may stand in the address, for links. */
    public Request request(RoutingContext context) {
        var asked = context.request();
        var purpose = asked.getParam(PURPOSE);
        var caller = callers.of(
                QuarkusHttpUser.getSecurityIdentityBlocking(context, identities),
                purpose == null ? asked.getHeader(Callers.PURPOSE_HEADER) : purpose,
                HeaderText.of(asked.getHeader(Callers.JUSTIFICATION_HEADER)));
        return new Request(caller, language(asked), Sha256.hex(asked.uri()), null);
    }

    /** A parameter that is misspelt must not be passed over: it could have been the filter. */
    public static void requireKnown(RoutingContext context, List<String> parameters) {
        for (var parameter : context.queryParams().names()) {
            if (!parameters.contains(parameter)) {
                throw HubException.badInput(parameter, "There is no such parameter; there are " + parameters);
            }
        }
    }

    private static String language(HttpServerRequest asked) {
        return RequestHeaders.language(asked.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    }

    /** What is asked for by another method than GET and HEAD. */
    public void refuseMethod(RoutingContext context) {
        context.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
        refuse(context, HubException.badInput(METHOD, "Only GET and HEAD are answered here"));
    }

    public void refuse(RoutingContext context, Throwable failure) {
        var error = PublicError.of(failure, null, null);
        var code = ErrorCode.valueOf(error.getExtensions().get("code").toString());
        var response = context.response().setStatusCode(status(code, error.getExtensions()));
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        switch (code) {
            case UNAUTHENTICATED -> response.putHeader("WWW-Authenticate", "Bearer");
            case RATE_LIMITED ->
                response.putHeader(
                        "Retry-After", error.getExtensions().get("retryAfter").toString());
            default -> {}
        }
        response.end(PublicError.JSON
                .createObjectBuilder(Map.of("errors", List.of(error.toSpecification())))
                .build()
                .toString());
    }

    private static int status(ErrorCode code, Map<String, Object> details) {
        return switch (code) {
            case UNAUTHENTICATED -> 401;
            case ACCESS_DENIED, PURPOSE_REQUIRED, JUSTIFICATION_REQUIRED, REVOKED -> 403;
            case NOT_FOUND -> 404;
            case BAD_INPUT ->
                switch (details.getOrDefault("path", "").toString()) {
                    case ACCEPT -> 406;
                    case METHOD -> 405;
                    default -> 400;
                };
            case MASKED_FIELD_USED, LIMIT_EXCEEDED -> 400;
            case CONFLICT -> 409;
            case RATE_LIMITED -> 429;
            case POLICY_UNAVAILABLE, SEARCH_UNAVAILABLE, STORE_UNAVAILABLE, MODELS_UNAVAILABLE, HARVEST_FAILED -> 503;
            case INTERNAL -> 500;
        };
    }
}
