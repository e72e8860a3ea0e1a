package org.entente.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import java.io.IOException;
import java.util.Base64;

/** Asks the local Keycloak for tokens, as the launcher does. */
final class Keycloak {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Keycloak() {}

    /** The claims of the access token that a demo user gets when asking for a purpose. */
    static JsonNode claims(String realm, String user, String purpose) throws IOException {
        String token = RestAssured.given()
                .formParam("client_id", "entente-cli")
                .formParam("grant_type", "password")
                .formParam("username", user)
                .formParam("password", "entente")
                .formParam("scope", "openid purpose:" + purpose)
                .post(realm + "/protocol/openid-connect/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
        return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }
}
