package org.entente.journeys;

import static io.restassured.RestAssured.given;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/** Access tokens of the local realm's demo users, by password grant as the launcher takes them. */
final class Tokens {
    /** A token lives for five minutes, longer than a class of tests. */
    private static final Map<List<String>, String> TAKEN = new ConcurrentHashMap<>();

    private Tokens() {}

    static String realm() {
        return ConfigProvider.getConfig().getValue("quarkus.oidc.auth-server-url", String.class);
    }

    static String of(String user, String... purposes) {
        var key = Stream.concat(Stream.of(user), Stream.of(purposes)).toList();
        return TAKEN.computeIfAbsent(key, taken -> fresh("entente-cli", user, purposes));
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
