package org.entente.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Who a bearer token stands for is found out once a minute, not at each request: verifying its signature and reading its claims took an
 * eighth of what a page of records costs. A token is known by its whole text, and no longer than it is valid; what OpenID Connect has not
 * verified is never here. A realm that gives up a key is believed a minute longer, beside what its key set is believed anyway.
 */
@ApplicationScoped
class RememberedTokens implements HttpAuthenticationMechanism, SecurityIdentityAugmentor {
    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int MOST = 10_000;
    private static final Pattern BEARER = Pattern.compile("Bearer ([^ ,]+)", Pattern.CASE_INSENSITIVE);

    private final Cache<String, SecurityIdentity> known =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();
    private final Clock clock;

    RememberedTokens(Clock clock) {
        this.clock = clock;
    }

    /** Before OpenID Connect, which verifies what is not known here. */
    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 1;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext http, IdentityProviderManager providers) {
        var stated = BEARER.matcher(String.valueOf(http.request().getHeader(HttpHeaders.AUTHORIZATION)));
        var identity = stated.matches() ? known.getIfPresent(stated.group(1)) : null;
        return identity != null && isValid(identity)
                ? Uni.createFrom().item(identity)
                : Uni.createFrom().nullItem();
    }

    private boolean isValid(SecurityIdentity identity) {
        return identity.getPrincipal() instanceof JsonWebToken token
                && clock.instant().getEpochSecond() < token.getExpirationTime();
    }

    /** It challenges nobody: that is for OpenID Connect. */
    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext http) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity verified, AuthenticationRequestContext context) {
        var token = verified.getCredential(TokenCredential.class);
        if (token != null && isValid(verified)) {
            known.put(token.getToken(), verified);
        }
        return Uni.createFrom().item(verified);
    }
}
