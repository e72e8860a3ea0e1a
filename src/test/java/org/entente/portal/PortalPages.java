package org.entente.portal;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;

/** Pages as a browser asks for them, and the wait until the datasets of {@link PortalDatasets} can be found. */
final class PortalPages {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** All that a citizen may find of {@link PortalDatasets}. */
    static final String FOUND = "/?q=Z%C3%A9phyr";

    private PortalPages() {}

    static Response french(String address) {
        return page("fr-FR,fr;q=0.9", address);
    }

    static Response english(String address) {
        return page("en-GB,en;q=0.9,fr;q=0.1", address);
    }

    /** @param address encoded */
    static Response page(String languages, String address) {
        return given().urlEncodingEnabled(false)
                .header("Accept", "text/html")
                .header("Accept-Language", languages)
                .get(address);
    }

    /** The index follows the store; each question already waits for it a while, and is refused with 503 when that is too short. */
    static void awaitIndexed() {
        var end = Instant.now().plus(PATIENCE);
        var page = french(FOUND);
        while (!page.asString().contains(PortalDatasets.VISIBLE + " jeux")) {
            assertThat(page.statusCode()).isIn(200, 503);
            assertThat(Instant.now()).as("indexed in time").isBefore(end);
            page = french(FOUND);
        }
    }
}
