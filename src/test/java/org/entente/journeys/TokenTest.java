package org.entente.journeys;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.locks.LockSupport;
import org.entente.kernel.ErrorCode;
import org.entente.local.LocalStackResource;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who the hub takes callers for, and whom it does not believe. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class TokenTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ME = "{ me { name partner roles purposes statedPurpose } }";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void a_token_says_who_its_bearer_is() {
        assertThat(Hub.as("steward-aphm", "health-service", "statistics")
                        .stating("statistics")
                        .ask(ME)
                        .data("/me")
                        .toString())
                .isEqualTo("{\"name\":\"steward-aphm\",\"partner\":\"aphm\",\"roles\":[\"data-steward\"],"
                        + "\"purposes\":[\"health-service\",\"statistics\"],\"statedPurpose\":\"statistics\"}");
        assertThat(Hub.citizen().ask(ME).data("/me").toString())
                .isEqualTo("{\"name\":null,\"partner\":null,\"roles\":[],\"purposes\":[],\"statedPurpose\":null}");
    }

    @Test
    void the_realm_binds_no_purpose_that_the_users_partner_may_not_ask_for() {
        assertThat(Reply.texts(Hub.as("agent-police", "public-safety", "health-service")
                        .ask(ME)
                        .data("/me/purposes")))
                .containsExactly("public-safety");
    }

    @Test
    void a_purpose_that_the_token_is_not_bound_to_cannot_be_stated() {
        assertThat(Hub.as("agent-aphm", "health-service")
                        .stating("public-safety")
                        .ask(ME)
                        .inputPath(ErrorCode.BAD_INPUT))
                .isEqualTo("Entente-Purpose");
        assertThat(Hub.citizen()
                        .stating("public-safety")
                        .ask(ME)
                        .data("/me/statedPurpose")
                        .isNull())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "a.b.c", "e30.e30.e30", "{}", "eyJhbGciOiJub25lIn0.e30."})
    void what_is_no_token_is_refused(String garbage) {
        refused(garbage);
    }

    @Test
    void an_expired_token_is_refused() throws IOException {
        var token = acceptedOnce();
        var end = Instant.ofEpochSecond(claims(token).get("exp").asLong());

        while (Hub.bearer(token).ask(ME).status() == 200) {
            assertThat(Instant.now()).as("refused in time").isBefore(end.plus(PATIENCE));
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }

        assertThat(Instant.now()).isAfterOrEqualTo(end);
        refused(token);
    }

    /** It lives for five seconds: a busy machine may need a second one to be in time. */
    private static String acceptedOnce() {
        var end = Instant.now().plus(PATIENCE);
        var token = Tokens.fresh("entente-cli-brief", "agent-aphm");
        while (Hub.bearer(token).ask(ME).status() != 200) {
            assertThat(Instant.now()).as("accepted in time").isBefore(end);
            token = Tokens.fresh("entente-cli-brief", "agent-aphm");
        }
        return token;
    }

    @Test
    void a_token_for_another_audience_is_refused() {
        refused(Tokens.fresh("entente-cli-elsewhere", "agent-aphm"));
    }

    @Test
    void an_unsigned_token_is_refused() {
        var parts = Tokens.of("agent-aphm").split("\\.");
        var header = encoded("{\"alg\":\"none\",\"typ\":\"JWT\"}");

        refused(header + "." + parts[1] + ".");
        refused(header + "." + parts[1] + "." + parts[2]);
        refused(parts[0] + "." + parts[1] + ".");
    }

    @Test
    void a_token_whose_claims_were_changed_is_refused() throws IOException {
        var parts = Tokens.of("agent-aphm").split("\\.");
        var changed = claims(Tokens.of("agent-aphm")).put("partner", "police").toString();

        refused(parts[0] + "." + encoded(changed) + "." + parts[2]);
    }

    @Test
    void a_token_signed_by_another_key_is_refused() throws Exception {
        var token = Tokens.of("agent-aphm");
        var curve = KeyPairGenerator.getInstance("EC");
        curve.initialize(256);
        var signed = forged(token);
        signed.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        signed.setKey(curve.generateKeyPair().getPrivate());

        refused(signed.getCompactSerialization());
    }

    /** The classic confusion: the realm's public key, known to all, used as if it were a shared secret. */
    @Test
    void a_token_signed_with_the_public_key_as_a_secret_is_refused() throws Exception {
        var token = Tokens.of("agent-aphm");
        var signed = forged(token);
        var keys = new JsonWebKeySet(
                given().get(Tokens.realm() + "/protocol/openid-connect/certs").asString());
        var published = keys.getJsonWebKeys().stream()
                .filter(key -> key.getKeyId().equals(signed.getKeyIdHeaderValue()))
                .findFirst()
                .orElseThrow();
        signed.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        signed.setKey(new HmacKey(published.getKey().getEncoded()));

        refused(signed.getCompactSerialization());
    }

    private static JsonWebSignature forged(String token) throws IOException, JoseException {
        var signed = new JsonWebSignature();
        signed.setPayload(claims(token).put("partner", "police").toString());
        signed.setKeyIdHeaderValue(JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[0]))
                .get("kid")
                .asText());
        return signed;
    }

    private static ObjectNode claims(String token) throws IOException {
        return (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Also for what a citizen may ask: a bad token is no token, and not a citizen's either. */
    private static void refused(String token) {
        var reply = Hub.bearer(token).ask(ME);

        reply.refused(ErrorCode.UNAUTHENTICATED);
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.headers().getValue("WWW-Authenticate")).startsWith("Bearer");
        assertThat(reply.headers().getValue("Content-Type")).startsWith("application/json");
        assertThat(reply.json().path("data").isNull()).isTrue();
    }
}
