package org.entente.identity;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.entente.kernel.HubException;

/** Reads the {@link Caller} out of a verified token; issuer, audience and expiry were checked by OpenID Connect before. */
@ApplicationScoped
public class Callers {
    public static final String PURPOSE_HEADER = "Entente-Purpose";
    public static final String JUSTIFICATION_HEADER = "Entente-Justification";
    private static final String SCOPE = "purpose:";
    private static final int LONGEST = 200;

    /** Null and blank headers mean: not stated. */
    public Caller of(SecurityIdentity identity, String statedPurpose, String justification) {
        if (identity.isAnonymous() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Caller.CITIZEN;
        }
        return new Caller(
                token.getSubject(),
                token.getName(),
                token.getClaim("partner"),
                roles(identity),
                purposes(token),
                stated(statedPurpose),
                stated(justification));
    }

    /** The realm has roles for its own use too, such as who may ask for which purpose. */
    private static Set<String> roles(SecurityIdentity identity) {
        return Stream.of(Role.values())
                .map(role -> role.code)
                .filter(identity::hasRole)
                .collect(Collectors.toSet());
    }

    private static Set<String> purposes(JsonWebToken token) {
        String scopes = token.getClaim("scope");
        return scopes == null
                ? Set.of()
                : Arrays.stream(scopes.split(" "))
                        .filter(scope -> scope.startsWith(SCOPE))
                        .map(scope -> scope.substring(SCOPE.length()))
                        .collect(Collectors.toSet());
    }

    private static String stated(String header) {
        if (header != null && (header.length() > LONGEST || header.chars().anyMatch(Character::isISOControl))) {
            throw HubException.badInput(
                    PURPOSE_HEADER + ", " + JUSTIFICATION_HEADER, "At most " + LONGEST + " printable characters");
        }
        return header == null || header.isBlank() ? null : header.strip();
    }
}
