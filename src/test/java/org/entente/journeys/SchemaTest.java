package org.entente.journeys;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.Test;

/** The schema is a public contract: a change of it is seen in a commit before any client sees it. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class SchemaTest {
    private static final Path COMMITTED = Path.of("schema.graphql");

    @Test
    void the_committed_schema_is_the_one_that_is_served() throws IOException {
        var served = given().get("/graphql/schema.graphql")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        if (Boolean.getBoolean("entente.schema.write")) {
            Files.writeString(COMMITTED, served);
        }

        assertThat(served)
                .as("changed on purpose? write it with -Dentente.schema.write=true and commit it")
                .isEqualTo(Files.readString(COMMITTED));
    }
}
