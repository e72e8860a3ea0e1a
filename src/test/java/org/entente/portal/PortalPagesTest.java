package org.entente.portal;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(LocalStackResource.class)
class PortalPagesTest {
    private static final String FOUND = PortalPages.FOUND;

    @Inject
    PortalDatasets datasets;

    @BeforeEach
    void datasets_are_found() throws SQLException {
        datasets.save();
        PortalPages.awaitIndexed();
    }

    @Test
    void the_first_page_speaks_the_readers_language() {
        assertThat(PortalPages.french("/").asString()).contains("<html lang=\"fr\">", "Ce que la ville sait");
        assertThat(PortalPages.english("/").asString()).contains("<html lang=\"en\">", "What the city knows");
        assertThat(PortalPages.page("de-DE", "/").asString()).contains("<html lang=\"fr\">");
    }

    @Test
    void a_chosen_language_is_remembered_and_stronger_than_the_browsers() {
        var chosen = PortalPages.french("/?lang=en");
        assertThat(chosen.asString()).contains("<html lang=\"en\">");
        assertThat(chosen.header("Set-Cookie")).contains("entente-language=en", "HttpOnly", "SameSite=Lax");
        var remembered = given().cookie(Reader.COOKIE, "en")
                .header("Accept-Language", "fr")
                .get("/");
        assertThat(remembered.asString()).contains("<html lang=\"en\">");
        assertThat(PortalPages.french("/").header("Set-Cookie")).isNull();
    }

    @Test
    void the_language_switch_keeps_the_search() {
        assertThat(PortalPages.french(FOUND + "&theme=ENVI").asString())
                .contains("href=\"?lang=en&amp;q=Z%C3%A9phyr&amp;theme=ENVI\"");
    }

    @Test
    void results_say_who_may_read_them() {
        var page = PortalPages.french(FOUND + "&theme=HEAL").asString();
        assertThat(page)
                .contains("1 jeu de données", "Zéphyr : Personnes", "Office du vent", "publié par Station du môle")
                .contains("Sur demande", "se lisent avec une autorisation", "CSV", "1 septembre 2026");
    }

    @Test
    void a_text_in_another_language_says_which() {
        assertThat(PortalPages.english(FOUND + "&theme=HEAL").asString())
                .contains("lang=\"en\"><a href=\"/datasets/" + PortalDatasets.DISCOVERABLE)
                .contains("<p class=\"excerpt\" lang=\"fr\">Zéphyr. Le vent");
    }

    @Test
    void facets_count_what_the_reader_may_know_of() {
        var page = PortalPages.french(FOUND + "&theme=ENVI").asString();
        assertThat(choice(page, "theme", "ENVI")).isEqualTo(PortalDatasets.FURTHER);
        assertThat(choice(page, "theme", "HEAL")).isEqualTo(1);
        assertThat(choice(page, "access", "OPEN")).isEqualTo(PortalDatasets.FURTHER);
        assertThat(page).doesNotContain("value=\"JUST\"", "Secret", "value=\"HIDDEN\"");
        assertThat(page).contains("value=\"ENVI\" checked");
    }

    @Test
    void further_pages_go_on_where_the_former_ended() {
        var first = PortalPages.french(FOUND).asString();
        var second = PortalPages.french(next(first)).asString();
        assertThat(titles(first)).hasSize(20);
        assertThat(titles(second)).hasSize(PortalDatasets.VISIBLE - 20).doesNotContainAnyElementsOf(titles(first));
        assertThat(second).doesNotContain("rel=\"next\"").contains("Revenir à la première page");
    }

    @Test
    void a_search_without_results_says_what_to_do() {
        assertThat(PortalPages.french("/?q=xyzzyx&format=CSV").asString())
                .contains("Aucun jeu de données", "moins de mots", "Retirez un choix", "Parcourez tout le catalogue");
    }

    @Test
    void an_address_that_makes_no_sense_is_refused_in_words() {
        for (var address : List.of("/?access=ALL", "/?sort=price", "/?after=abc", "/?q=" + "a".repeat(401))) {
            var page = PortalPages.english(address);
            assertThat(page.statusCode()).as(address).isEqualTo(400);
            assertThat(page.asString()).contains("This address is not understood");
        }
    }

    @Test
    void a_dataset_says_what_it_is_and_how_to_get_it() {
        var page = PortalPages.english("/datasets/" + PortalDatasets.OPEN);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.asString())
                .contains("Zéphyr: Measurements", "Wind Office", "Station du môle", "CC BY 4.0", "Every day")
                .contains("href=\"https://vent.example/mesures.csv\" rel=\"noopener\"", "CSV, file, 1 MB")
                .contains("observer", "Identifying", "Decimal number (m/s)", "1 September 2026")
                .contains("{ dataset(id: \\&quot;" + PortalDatasets.OPEN)
                .as("the hub holds none of its records")
                .doesNotContain("records(dataset:", "/data/");
    }

    @Test
    void a_dataset_on_request_says_how_to_ask() {
        assertThat(PortalPages.french("/datasets/" + PortalDatasets.DISCOVERABLE)
                        .asString())
                .contains("Demander l&#39;accès", "Office du vent en décide", "Oui, sous le RGPD")
                .contains("requestAccess(request: $request", PortalDatasets.DISCOVERABLE.toString())
                .contains("href=\"/?access=OPEN\"");
    }

    @Test
    void a_hidden_dataset_answers_byte_for_byte_as_one_that_does_not_exist() {
        for (var languages : List.of("fr", "en")) {
            var hidden = PortalPages.page(languages, "/datasets/" + PortalDatasets.HIDDEN);
            for (var other : List.of(UUID.randomUUID().toString(), "made-up")) {
                var madeUp = PortalPages.page(languages, "/datasets/" + other);
                assertThat(madeUp.asByteArray()).isEqualTo(hidden.asByteArray());
                assertThat(madeUp.headers().asList())
                        .hasToString(hidden.headers().asList().toString());
                assertThat(madeUp.statusCode()).isEqualTo(hidden.statusCode()).isEqualTo(404);
            }
        }
    }

    @Test
    void what_publishers_write_is_text_and_no_code() {
        var page = PortalPages.french("/datasets/" + PortalDatasets.HOSTILE).asString()
                + PortalPages.french(FOUND + "&theme=TECH").asString();
        assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
        assertThat(page).doesNotContain("<script", "javascript:", "<img");
    }

    @Test
    void pages_allow_no_code_but_their_own() {
        for (var address : List.of("/", "/datasets/" + PortalDatasets.OPEN, "/nowhere", "/styles.css")) {
            var page = PortalPages.french(address);
            assertThat(page.header("Content-Security-Policy"))
                    .contains("default-src 'none'", "style-src 'self'")
                    .doesNotContain("unsafe");
            assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
        }
    }

    private static int choice(String page, String facet, String value) {
        var counted = Pattern.compile(
                        "name=\"%s\" value=\"%s\".*?class=\"count\">(\\d+)<".formatted(facet, value), Pattern.DOTALL)
                .matcher(page);
        assertThat(counted.find()).as(facet + " " + value).isTrue();
        return Integer.parseInt(counted.group(1));
    }

    private static String next(String page) {
        var link = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"").matcher(page);
        assertThat(link.find()).isTrue();
        return link.group(1).replace("&amp;", "&");
    }

    private static List<String> titles(String page) {
        return Pattern.compile("<article class=\"card\" aria-labelledby=\"title-([^\"]+)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
