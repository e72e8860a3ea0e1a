package org.entente.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.entente.catalogue.DatasetSearch.DatasetFilter;
import org.entente.catalogue.DatasetSearch.DatasetOrder;
import org.entente.catalogue.DatasetSearch.Query;
import org.entente.identity.Caller;
import org.entente.kernel.ErrorCode;
import org.entente.kernel.Filter;
import org.entente.kernel.Filter.Compare;
import org.entente.kernel.Filter.Op;
import org.entente.kernel.Filter.Or;
import org.entente.kernel.HubException;
import org.entente.policy.AccessLevel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetFinderTest {
    private static final Filter APHM = new Or(List.of(SearchCatalogue.ANYONE, new Compare("owner", Op.EQ, "aphm")));

    private static SearchCatalogue catalogue;
    private static UUID lighting;
    private static UUID accidents;
    private static UUID trees;
    private static UUID admissions;

    @BeforeAll
    static void fill() throws Exception {
        catalogue = new SearchCatalogue();
        lighting =
                catalogue.add(AccessLevel.OPEN, "ville", "Points lumineux de l'éclairage public", "Mâts et lanternes.");
        accidents = catalogue.add(
                AccessLevel.DISCOVERABLE, "ville", "Accidents corporels de la circulation", "Lieux et dates.");
        trees = catalogue.add(
                AccessLevel.OPEN,
                "ville",
                SearchCatalogue.draft(
                        "Arbres d’alignement", "Essences et hauteurs.", List.of("AGRI", "ENVI"), "GEOJSON"));
        admissions = catalogue.add(AccessLevel.HIDDEN, "aphm", "Admissions aux urgences", "Passages par heure.");
        for (int i = 0; i < 12; i++) {
            catalogue.add(AccessLevel.OPEN, "ville", "Comptage routier " + i, "Débit horaire d'une boucle.");
        }
        catalogue.parts.deliver();
    }

    @AfterAll
    static void close() throws Exception {
        catalogue.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "éclairage",
                "eclairage",
                "l'éclairage",
                "L’ÉCLAIRAGE public",
                "d'eclairages",
                "eclairrage",
                "éclairaje",
                "où est l'éclairage ?",
                "lanterne"
            })
    void findsWhateverTheElisionTheAccentsAndTheTyping(String text) {
        assertThat(catalogue.ids(catalogue.citizen(text))).containsExactly(lighting);
    }

    @Test
    void showsWhatIsDiscoverableAndNotWhatIsHidden() {
        assertThat(catalogue.ids(catalogue.citizen("accident circulation"))).containsExactly(accidents);
        assertThat(catalogue.citizen("admissions urgences").totalCount()).isZero();
    }

    @Test
    void showsHiddenDatasetsToWhomTheFilterLetsKnowOfThem() {
        var found = catalogue.search(SearchCatalogue.agent("aphm"), APHM, SearchCatalogue.query("urgence"));

        assertThat(catalogue.ids(found)).containsExactly(admissions);
    }

    @Test
    void countsEachFacetUnderTheChoicesOfTheOthers() {
        var filter = new DatasetFilter(List.of("AGRI"), null, null, null, null);
        var answer = catalogue.search(
                Caller.CITIZEN, SearchCatalogue.ANYONE, new Query(null, filter, DatasetOrder.MODIFIED, 5, null));

        assertThat(catalogue.ids(answer)).containsExactly(trees);
        assertThat(answer.totalCount()).isEqualTo(1);
        assertThat(buckets(answer, "theme")).containsExactly("ENVI=15", "AGRI=1");
        assertThat(buckets(answer, "format")).containsExactly("GEOJSON=1");
        assertThat(buckets(answer, "accessLevel")).containsExactly("OPEN=1");
        assertThat(buckets(answer, "owner")).containsExactly("ville=1");
    }

    private static List<String> buckets(DatasetSearch.Answer answer, String facet) {
        return answer.facets().stream()
                .filter(each -> each.name().equals(facet))
                .flatMap(each -> each.buckets().stream())
                .map(bucket -> bucket.value() + "=" + bucket.count())
                .toList();
    }

    @Test
    void pagesThroughAllOnceAndSaysWhenItEnds() {
        var seen = new ArrayList<UUID>();
        var page = page("comptage routier", null);
        seen.addAll(catalogue.ids(page));
        while (page.page().info().hasNextPage()) {
            page = page("comptage routier", page.page().info().endCursor());
            seen.addAll(catalogue.ids(page));
        }

        assertThat(seen).hasSize(12).doesNotHaveDuplicates();
        assertThat(page.totalCount()).isEqualTo(12);
    }

    private static DatasetSearch.Answer page(String text, String after) {
        var query = new Query(text, null, null, 5, after);
        return catalogue.search(Caller.CITIZEN, SearchCatalogue.ANYONE, query);
    }

    @Test
    void takesNoCursorOfAnotherQuestionOrCaller() {
        var cursor = page("comptage", null).page().info().endCursor();

        assertThatThrownBy(() -> page("routier", cursor)).isInstanceOfSatisfying(HubException.class, this::isBadInput);
        var query = new Query("comptage", null, null, 5, cursor);
        assertThatThrownBy(() -> catalogue.search(SearchCatalogue.agent("aphm"), APHM, query))
                .isInstanceOfSatisfying(HubException.class, this::isBadInput);
    }

    private void isBadInput(HubException failure) {
        assertThat(failure.code()).isEqualTo(ErrorCode.BAD_INPUT);
        assertThat(failure.details()).containsEntry("path", "after");
    }
}
