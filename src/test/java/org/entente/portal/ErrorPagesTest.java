package org.entente.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import org.entente.kernel.ErrorCode;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@WithTestResource(LocalStackResource.class)
class ErrorPagesTest {
    @ParameterizedTest
    @EnumSource
    void every_code_has_a_page_in_both_languages(ErrorCode code) {
        var problem = Problem.of(code);
        for (var language : Language.values()) {
            var page = PortalPages.page(language.tag(), "/failing/" + code);
            var title = new Wording(language, Map.of()).messages().problem(problem);
            assertThat(page.statusCode()).isEqualTo(problem.status());
            assertThat(text(page)).contains("<html lang=\"" + language.tag() + "\">", "<h1>" + title + "</h1>");
            tellsNothingOfTheInside(page);
        }
    }

    @Test
    void when_search_is_down_the_page_says_that_the_rest_works() {
        var page = PortalPages.french("/failing/SEARCH_UNAVAILABLE");
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(text(page)).contains("La recherche est en panne", "l'API et les autorisations marchent");
    }

    @Test
    void what_was_not_foreseen_has_a_reference_and_no_trace() {
        var page = PortalPages.english("/failing/unexpectedly");
        assertThat(page.statusCode()).isEqualTo(500);
        assertThat(text(page)).containsPattern("Reference to give to the operator: [0-9a-f-]{36}");
        tellsNothingOfTheInside(page);
    }

    @Test
    void when_the_store_is_down_the_page_says_to_come_back() {
        var page = PortalPages.english("/failing/store");
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(text(page)).contains("unavailable for a moment");
        tellsNothingOfTheInside(page);
    }

    @Test
    void unknown_addresses_get_the_same_page_as_unknown_datasets() {
        var page = PortalPages.french("/nowhere/at/all");
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.asString())
                .isEqualTo(PortalPages.french("/datasets/made-up").asString());
    }

    private static void tellsNothingOfTheInside(Response page) {
        assertThat(page.asString()).doesNotContain(FailingPage.SECRET, "org.entente", "Exception", "\tat ");
    }

    private static String text(Response page) {
        return page.asString().replace("&#39;", "'");
    }
}
