package org.entente.journeys;

import static io.restassured.RestAssured.given;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/** Access tokens of the local realm's demo users, by password grant as the launcher takes them. */
final class Tokens {
    /** A token lives for five minutes, which can be less than a class of tests on a busy machine. */
    private static final Duration USED = Duration.ofMinutes(3);

    private record Taken(String token, Instant at) {
        boolean isFresh() {
            return Instant.now().isBefore(at.plus(USED));
        }
    }

    private static final Map<List<String>, Taken> TAKEN = new ConcurrentHashMap<>();

    private Tokens() {}

    static String realm() {
        return ConfigProvider.getConfig().getValue("quarkus.oidc.auth-server-url", String.class);
    }

    static String of(String user, String... purposes) {
        var key = Stream.concat(Stream.of(user), Stream.of(purposes)).toList();
        return TAKEN.compute(
                        key,
                        (same, known) -> known != null && known.isFresh()
                                ? known
                                : new Taken(fresh("entente-cli", user, purposes), Instant.now()))
                .token;
    }

    static String fresh(String client, String user, String... purposes) {
        return given().formParam("client_id", client)
                .formParam("grant_type", "password")
                .formParam("username", user)
                .formParam("password", "entente")
                .formParam(
                        "scope",
                        Stream.of(purposes).map(" purpose:"::concat).collect(Collectors.joining("", "openid", "")))
                .post(realm() + "/protocol/openid-connect/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }
}
