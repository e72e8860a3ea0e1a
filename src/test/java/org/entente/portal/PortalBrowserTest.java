package org.entente.portal;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages in a browser: accessible, by keyboard alone, without scripts. Skipped where there is no Chromium on the PATH. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class PortalBrowserTest {
    private static final int TABS = 60;
    /** The narrowest page that WCAG 1.4.10 asks for. */
    private static final int NARROW = 320;

    private static final int WIDE = 1280;
    private static Chromium chromium;

    @TestHTTPResource
    String hub;

    @Inject
    PortalDatasets datasets;

    @BeforeEach
    void a_browser_and_something_to_find() throws SQLException {
        var executable = Chromium.onPath();
        assumeTrue(executable.isPresent(), "No Chromium on the PATH: pages are not looked at in a browser");
        if (chromium == null) {
            chromium = new Chromium(executable.get());
        }
        datasets.save();
        PortalPages.awaitIndexed();
    }

    @AfterEach
    void nothing_was_complained_of() {
        if (chromium != null) {
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @AfterAll
    static void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    static Stream<Arguments> looks() {
        return Stream.of("fr", "en")
                .flatMap(language -> Stream.of(ColorScheme.LIGHT, ColorScheme.DARK)
                        .flatMap(
                                scheme -> Stream.of(NARROW, WIDE).map(width -> Arguments.of(language, scheme, width))));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void pages_are_accessible_in_every_look(String language, ColorScheme scheme, int width) {
        var page = chromium.page(new NewContextOptions()
                .setLocale(language)
                .setColorScheme(scheme)
                .setViewportSize(width, 900));
        var looks =
                List.of(look("home", ""), look("dataset", "datasets/" + PortalDatasets.OPEN), look("models", "models"));
        for (var look : looks) {
            page.navigate(hub + look.address());
            Chromium.isAccessible(page);
            assertThat(page.locator("html")).hasAttribute("lang", language);
            assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                    .as(look.name() + " is no wider than the window")
                    .isLessThanOrEqualTo(width);
            screenshot(page, String.join("-", look.name(), language, scheme.name(), Integer.toString(width)));
        }
    }

    @Test
    void results_chosen_or_missing_are_accessible() {
        var page = chromium.page(new NewContextOptions().setLocale("fr").setViewportSize(WIDE, 900));
        for (var look : List.of(
                look("results", "?q=" + PortalDatasets.WORD + "&theme=ENVI&access=OPEN"),
                look("nothing", "?q=xyzzyx&format=CSV"),
                look("on-request", "datasets/" + PortalDatasets.DISCOVERABLE))) {
            page.navigate(hub + look.address());
            Chromium.isAccessible(page);
            screenshot(page, look.name());
        }
    }

    @Test
    void a_dataset_is_found_by_keyboard_alone() {
        var page = chromium.page(new NewContextOptions().setLocale("fr").setViewportSize(WIDE, 900));
        page.navigate(hub);
        page.keyboard().press("Tab");
        assertThat(page.locator(".skip")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("#content")).isFocused();

        tabTo(page, page.getByRole(AriaRole.SEARCHBOX));
        page.keyboard().type(PortalDatasets.WORD);
        page.keyboard().press("Enter");
        assertThat(page.locator("#results-title")).containsText(PortalDatasets.VISIBLE + " jeux");

        tabTo(page, page.locator("input[name=theme][value=TRAN]"));
        page.keyboard().press("Space");
        tabTo(page, button(page, "Appliquer les choix"));
        page.keyboard().press("Enter");
        assertThat(page.locator("#results-title")).containsText("1 jeu de données");

        tabTo(page, page.locator(".card a"));
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText(PortalDatasets.WORD + " : Mesures");
    }

    @Test
    void everything_works_without_scripts() {
        var page = chromium.page(new NewContextOptions()
                .setLocale("en")
                .setJavaScriptEnabled(false)
                .setViewportSize(NARROW, 900));
        page.navigate(hub);
        page.getByRole(AriaRole.SEARCHBOX).fill(PortalDatasets.WORD);
        button(page, "Search").click();
        page.locator(".facets summary").first().click();
        page.locator("input[name=access][value=DISCOVERABLE]").check();
        button(page, "Apply choices").click();
        assertThat(page.locator("#results-title")).containsText("1 dataset");
        page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Français"))
                .click();
        assertThat(page.locator("#results-title")).containsText("1 jeu de données");
        page.locator(".card a").click();
        assertThat(page.locator("h1")).hasText(PortalDatasets.WORD + " : Personnes");
    }

    @Test
    void a_choice_is_taken_back_and_pages_are_turned() {
        var page = chromium.page(new NewContextOptions().setLocale("en").setViewportSize(WIDE, 900));
        page.navigate(hub + "?q=" + PortalDatasets.WORD + "&theme=TRAN");
        page.locator(".chosen a").first().click();
        assertThat(page.locator("#results-title")).containsText(PortalDatasets.VISIBLE + " datasets");
        page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Next page"))
                .click();
        assertThat(page.locator(".card")).hasCount(PortalDatasets.VISIBLE - 20);
        page.goBack();
        assertThat(page.locator(".card")).hasCount(20);
        assertThat(page).hasURL(Pattern.compile("q=Z%C3%A9phyr$"));
    }

    private record Look(String name, String address) {}

    private static Look look(String name, String address) {
        return new Look(name, address);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name));
    }

    private static void tabTo(Page page, Locator target) {
        for (int i = 0; i < TABS; i++) {
            page.keyboard().press("Tab");
            if ((boolean) target.evaluate("element => element === document.activeElement")) {
                return;
            }
        }
        throw new AssertionError(target + " is not reached by keyboard");
    }

    private static void screenshot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screenshots", name + ".png"))
                .setFullPage(true));
    }
}
