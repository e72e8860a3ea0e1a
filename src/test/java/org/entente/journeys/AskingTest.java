package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.regex.Pattern;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.Test;

/** What a dataset's page says to a partner who wants access is what the hub takes. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class AskingTest {
    private static final Pattern BODY = Pattern.compile("(?s)-d '([^']*requestAccess[^']*)'");

    @Inject
    City city;

    @Test
    void the_command_of_a_page_asks_for_access() throws Exception {
        city.await();
        var page = Hub.citizen()
                .with("Accept-Language", "en")
                .request()
                .get("/datasets/" + city.id(City.REPORTS))
                .asString();
        var command = BODY.matcher(page.replace("&quot;", "\"").replace("&#39;", "'"));

        assertThat(command.find()).as(page).isTrue();
        assertThat(Hub.as("agent-aphm", "statistics")
                        .post(command.group(1))
                        .data("/requestAccess/state")
                        .asText())
                .isEqualTo("OPEN");
    }
}
