package org.entente.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.entente.index.IndexParts;
import org.entente.index.KillableSearch;
import org.entente.kernel.ErrorCode;
import org.entente.kernel.HubException;
import org.entente.policy.AccessLevel;
import org.junit.jupiter.api.Test;

class DatasetDeliveryTest {
    @Test
    void anElasticsearchKilledWhileIndexingCatchesUpByItself() throws Exception {
        try (var search = new KillableSearch(Path.of("target", "killed-search"));
                var catalogue = new SearchCatalogue(IndexParts.on(search.host(), SearchCatalogue::index))) {
            catalogue.parts.startLoop();
            var ids = add(catalogue, 1_500, "avant");
            Eventually.is("half of it is delivered", () -> catalogue.parts.pending() < 750);
            add(catalogue, 1_500, "pendant");
            search.kill();
            add(catalogue, 200, "sans recherche");
            ids.subList(0, 100).forEach(id -> change(() -> catalogue.archive(id)));
            ids.subList(100, 200).forEach(id -> change(() -> catalogue.setLevel(id, AccessLevel.HIDDEN)));
            assertThat(catalogue.parts.pending()).isGreaterThanOrEqualTo(400);

            search.start();
            Eventually.is("all is delivered", () -> catalogue.parts.pending() == 0);

            catalogue.requireAgreement();
            assertThat(catalogue.stored(false)).hasSize(3_000);
            assertThat(catalogue.stored(true)).hasSize(100);
        }
    }

    @Test
    void nothingCountsAsDeliveredThatWasNotAcknowledged() throws Exception {
        try (var catalogue = new SearchCatalogue()) {
            catalogue.parts.deliver();
            add(catalogue, 20, "jeu");
            catalogue.parts.loseIndices();

            assertThatThrownBy(catalogue.parts::deliverUnprepared).isInstanceOf(IOException.class);
            assertThat(catalogue.parts.pending()).isEqualTo(20);

            catalogue.parts.deliver();
            assertThat(catalogue.parts.pending()).isZero();
            catalogue.requireAgreement();
        }
    }

    @Test
    void deliveringTwiceAndLateIsHarmless() throws Exception {
        try (var catalogue = new SearchCatalogue()) {
            var ids = add(catalogue, 30, "jeu");
            catalogue.parts.deliver();
            catalogue.archive(ids.get(0));
            catalogue.setLevel(ids.get(1), AccessLevel.HIDDEN);
            catalogue.rename(ids.get(2), "autre titre");
            catalogue.parts.deliver();
            catalogue.parts.outbox(ids, false);
            catalogue.parts.outbox(ids, true);
            catalogue.parts.deliver();

            catalogue.requireAgreement();
            assertThat(catalogue.citizen("autre titre").hits()).hasSize(1);
        }
    }

    @Test
    void aSearchWaitsForWhatTookVisibilityAway() throws Exception {
        try (var catalogue = new SearchCatalogue()) {
            var id = catalogue.add(AccessLevel.OPEN, "ville", "Caméras de la rade", "Emplacements.");
            catalogue.parts.deliver();
            catalogue.parts.startLoop();
            assertThat(catalogue.ids(catalogue.citizen("caméras"))).containsExactly(id);

            for (int i = 0; i < 20; i++) {
                catalogue.setLevel(id, AccessLevel.HIDDEN);
                assertThat(whenItAnswers(catalogue, "caméras")).isEmpty();
                catalogue.setLevel(id, AccessLevel.OPEN);
                assertThat(whenItAnswers(catalogue, "caméras")).containsExactly(id);
            }
        }
    }

    /** On a busy machine the wait may end first; then it must say so, and never answer as things were. */
    private static List<UUID> whenItAnswers(SearchCatalogue catalogue, String text) {
        while (true) {
            try {
                return catalogue.ids(catalogue.citizen(text));
            } catch (HubException failure) {
                assertThat(failure.code()).isEqualTo(ErrorCode.SEARCH_UNAVAILABLE);
            }
        }
    }

    @Test
    void aSearchThatWouldBeStaleSaysSo() throws Exception {
        try (var catalogue = new SearchCatalogue()) {
            var id = catalogue.add(AccessLevel.OPEN, "ville", "Caméras de la rade", "Emplacements.");
            catalogue.parts.deliver();
            catalogue.setLevel(id, AccessLevel.HIDDEN);

            assertThatThrownBy(() -> catalogue.citizen("caméras"))
                    .isInstanceOfSatisfying(
                            HubException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.SEARCH_UNAVAILABLE));

            catalogue.parts.deliver();
            Eventually.is(
                    "the search answers again",
                    () -> catalogue.citizen("caméras").hits().isEmpty());
        }
    }

    private static List<UUID> add(SearchCatalogue catalogue, int count, String title) throws Exception {
        var ids = new ArrayList<UUID>();
        for (int i = 0; i < count; i++) {
            ids.add(catalogue.add(AccessLevel.OPEN, "ville", title + " " + i, "Description."));
        }
        return ids;
    }

    private interface Change {
        void make() throws Exception;
    }

    private static void change(Change change) {
        try {
            change.make();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
