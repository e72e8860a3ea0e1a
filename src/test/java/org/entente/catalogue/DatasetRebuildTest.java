package org.entente.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.entente.index.Projection;
import org.entente.policy.AccessLevel;
import org.junit.jupiter.api.Test;

class DatasetRebuildTest {
    @Test
    void aRebuildUnderLoadLosesNothingAndIsNotSeen() throws Exception {
        try (var catalogue = new SearchCatalogue();
                var threads = Executors.newFixedThreadPool(3)) {
            var ids = new ArrayList<UUID>();
            for (int i = 0; i < 1_200; i++) {
                ids.add(catalogue.add(
                        i % 4 == 0 ? AccessLevel.HIDDEN : AccessLevel.OPEN, "ville", "jeu " + i, "Texte."));
            }
            var anchor = catalogue.add(AccessLevel.OPEN, "ville", "Repère immuable", "Toujours là.");
            catalogue.parts.deliver();
            catalogue.parts.startLoop();
            var before = catalogue.parts.generations(DatasetIndex.PUBLIC);

            var done = new AtomicBoolean();
            var writes = threads.submit(() -> change(catalogue, ids, done));
            var searches = threads.submit(() -> search(catalogue, anchor, done));
            for (int i = 0; i < 2; i++) {
                catalogue.parts.rebuild.run(catalogue.parts.projection);
            }
            done.set(true);

            assertThat(writes.get()).isGreaterThan(20);
            assertThat(searches.get()).isGreaterThan(5);
            Eventually.is("all is delivered", () -> catalogue.parts.pending() == 0);
            catalogue.requireAgreement();
            assertThat(catalogue.parts.generations(DatasetIndex.PUBLIC))
                    .hasSize(1)
                    .doesNotContainAnyElementsOf(before);
        }
    }

    private static int change(SearchCatalogue catalogue, List<UUID> ids, AtomicBoolean done) throws Exception {
        var random = new Random(3);
        int changes = 0;
        while (!done.get()) {
            var id = ids.get(random.nextInt(ids.size()));
            switch (random.nextInt(4)) {
                case 0 -> catalogue.archive(id);
                case 1 -> catalogue.setLevel(id, AccessLevel.HIDDEN);
                case 2 -> catalogue.setLevel(id, AccessLevel.OPEN);
                default -> catalogue.rename(id, "renommé " + changes);
            }
            changes++;
        }
        return changes;
    }

    /** Every one must succeed and find what never changed; those that would be stale may wait. */
    private static int search(SearchCatalogue catalogue, UUID anchor, AtomicBoolean done) throws Exception {
        int searches = 0;
        Callable<List<UUID>> indexed = () -> catalogue
                .parts
                .searches
                .search(new SearchRequest.Builder()
                        .index(DatasetIndex.PUBLIC)
                        .query(DatasetTexts.TITLE.has("immuable")))
                .hits()
                .hits()
                .stream()
                .map(hit -> UUID.fromString(hit.id()))
                .toList();
        while (!done.get()) {
            assertThat(indexed.call()).containsExactly(anchor);
            searches++;
        }
        return searches;
    }

    @Test
    void aRebuildThatFailsLeavesNoTrace() throws Exception {
        try (var catalogue = new SearchCatalogue()) {
            catalogue.add(AccessLevel.OPEN, "ville", "jeu", "Texte.");
            catalogue.parts.deliver();
            var before = catalogue.parts.generations(DatasetIndex.PUBLIC);

            assertThatThrownBy(() -> catalogue.parts.rebuild.run(new Failing(catalogue.parts.projection)))
                    .hasMessage("the copy failed");

            assertThat(catalogue.parts.generations(DatasetIndex.PUBLIC)).isEqualTo(before);
            assertThat(catalogue.citizen("jeu").hits()).hasSize(1);
        }
    }

    @Test
    void whatAKilledRebuildLeftGoesAtTheNextStart() throws Exception {
        try (var catalogue = new SearchCatalogue()) {
            catalogue.add(AccessLevel.OPEN, "ville", "jeu", "Texte.");
            catalogue.parts.deliver();
            var before = catalogue.parts.generations(DatasetIndex.PUBLIC);
            catalogue.parts.elasticsearch.indices().create(c -> c.index(DatasetIndex.PUBLIC + "-0123-killed"));

            catalogue.parts.restart();

            assertThat(catalogue.parts.generations(DatasetIndex.PUBLIC)).isEqualTo(before);
        }
    }

    @Test
    void aChangedMappingIsRebuiltAtStart() throws Exception {
        try (var catalogue = new SearchCatalogue()) {
            catalogue.add(AccessLevel.OPEN, "ville", "jeu", "Texte.");
            catalogue.parts.deliver();
            var before = catalogue.parts.generations(DatasetIndex.PUBLIC);
            var changed = new Changed(catalogue.parts.projection);

            catalogue.parts.restart(changed);

            assertThat(catalogue.parts.generations(DatasetIndex.PUBLIC))
                    .hasSize(1)
                    .isNotEqualTo(before);
            catalogue.requireAgreement();
        }
    }

    /** The datasets, but reading them fails after the first page. */
    private record Failing(Projection of) implements Projection {
        @Override
        public String name() {
            return of.name();
        }

        @Override
        public Map<String, String> aliases() {
            return of.aliases();
        }

        @Override
        public List<BulkOperation> operations(Collection<UUID> entities, String suffix) {
            return of.operations(entities, suffix);
        }

        @Override
        public void forEachPage(int size, Consumer<List<UUID>> page) {
            of.forEachPage(size, page);
            throw new IllegalStateException("the copy failed");
        }
    }

    /** The datasets in the next release. */
    private record Changed(Projection of) implements Projection {
        @Override
        public String name() {
            return of.name();
        }

        @Override
        public Map<String, String> aliases() {
            var more = of.aliases()
                    .get(DatasetIndex.PUBLIC)
                    .replace("\"id\":", "\"more\": {\"type\": \"keyword\"}, \"id\":");
            return Map.of(DatasetIndex.PUBLIC, more, DatasetIndex.HIDDEN, more);
        }

        @Override
        public List<BulkOperation> operations(Collection<UUID> entities, String suffix) {
            return of.operations(entities, suffix);
        }

        @Override
        public void forEachPage(int size, Consumer<List<UUID>> page) {
            of.forEachPage(size, page);
        }
    }
}
