package org.entente.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.entente.catalogue.DatasetSearch.DatasetFilter;
import org.entente.catalogue.DatasetSearch.DatasetOrder;
import org.entente.catalogue.DatasetSearch.Query;
import org.entente.identity.Caller;
import org.entente.kernel.Filter;
import org.entente.kernel.Filter.In;
import org.entente.kernel.Filter.Or;
import org.entente.policy.AccessLevel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a caller may not know of changes no byte of what they are told: hits and their order, totals, facets, what cursors hold.
 * Random requests alone do not find every leak, so a flood of words near a typing error is among what is hidden.
 */
class NonInterferenceTest {
    private static final int PUBLIC = 600;
    private static final int REQUESTS = 150;
    private static final List<String> WORDS = List.of(
            ("qualité air eau sol bruit circulation vélo piste cyclable stationnement accident éclairage arbre parc jardin école "
                            + "collège crèche cantine marché tarif budget subvention délibération permis construire cadastre adresse "
                            + "quartier îlot population logement santé hôpital urgence pharmacie police tranquillité caméra capteur "
                            + "station mesure relevé horaire fréquentation bus tramway métro ligne arrêt musée théâtre bibliothèque "
                            + "festival tourisme hébergement plage port bateau pêche déchet collecte tri énergie solaire réseau "
                            + "chaleur traffic noise water quality street lighting public transport schools budget hospital")
                    .split(" "));

    private static SearchCatalogue catalogue;
    private static List<UUID> open;

    @BeforeAll
    static void fill() throws Exception {
        catalogue = new SearchCatalogue();
        var random = new Random(7);
        open = new ArrayList<>();
        for (int i = 0; i < PUBLIC; i++) {
            var level = i % 5 == 0 ? AccessLevel.DISCOVERABLE : AccessLevel.OPEN;
            open.add(catalogue.add(level, i % 3 == 0 ? "aphm" : "ville", draft(random)));
        }
        catalogue.add(AccessLevel.OPEN, "ville", "Relevé des accidentologies", "Un mot rare dans un titre.");
        catalogue.parts.deliver();
    }

    @AfterAll
    static void close() throws Exception {
        catalogue.close();
    }

    private static DatasetDraft draft(Random random) {
        return SearchCatalogue.draft(
                words(random, 2 + random.nextInt(5)),
                words(random, 5 + random.nextInt(80)),
                List.of(DatasetFacetSamples.theme(random), DatasetFacetSamples.theme(random)),
                DatasetFacetSamples.format(random));
    }

    private static String words(Random random, int count) {
        return String.join(
                " ",
                Stream.generate(() -> WORDS.get(random.nextInt(WORDS.size())))
                        .limit(count)
                        .toList());
    }

    private static Query request(Random random) {
        var text = random.nextInt(10) == 0 ? null : text(random);
        var themes = random.nextInt(3) == 0 ? List.of(DatasetFacetSamples.theme(random)) : null;
        var formats = random.nextInt(4) == 0 ? List.of(DatasetFacetSamples.format(random)) : null;
        var filter = new DatasetFilter(themes, null, null, formats, null);
        var order = random.nextInt(5) == 0 ? DatasetOrder.MODIFIED : DatasetOrder.RELEVANCE;
        return new Query(text, filter, order, 1 + random.nextInt(20), null);
    }

    /** Words, some with a typing error, some with an article. */
    private static String text(Random random) {
        var text = words(random, 1 + random.nextInt(4));
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, text.length() - 2) + text.charAt(text.length() - 1);
            case 1 -> "l'" + text + " accidentolojies";
            default -> text;
        };
    }

    /** All answers, each with its next page. */
    private static List<String> told(Caller caller, Filter visible, int requests) {
        catalogue.forgetWeights();
        var random = new Random(11);
        return IntStream.range(0, requests)
                .mapToObj(i -> request(random))
                .map(query -> told(caller, visible, query))
                .toList();
    }

    private static String told(Caller caller, Filter visible, Query query) {
        var first = catalogue.search(caller, visible, query);
        var told = query + " " + catalogue.told(first);
        if (!first.page().info().hasNextPage()) {
            return told;
        }
        var next = new Query(
                query.text(),
                query.filter(),
                query.order(),
                query.first(),
                first.page().info().endCursor());
        return told + catalogue.told(catalogue.search(caller, visible, next));
    }

    private static Filter grantedTo(List<UUID> ids) {
        return new Or(List.of(
                SearchCatalogue.ANYONE,
                new In("id", ids.stream().<Object>map(UUID::toString).toList())));
    }

    @Test
    void whatIsHiddenChangesNothingThatACallerIsTold() throws Exception {
        var random = new Random(13);
        var granted = new ArrayList<UUID>();
        for (int i = 0; i < 40; i++) {
            granted.add(catalogue.add(AccessLevel.HIDDEN, "ville", draft(random)));
        }
        catalogue.parts.deliver();
        var agent = SearchCatalogue.agent("aphm");
        var citizenBefore = told(Caller.CITIZEN, SearchCatalogue.ANYONE, REQUESTS);
        var agentBefore = told(agent, grantedTo(granted), REQUESTS / 3);
        assertThat(agentBefore).isNotEqualTo(citizenBefore.subList(0, REQUESTS / 3));

        for (int i = 0; i < 200; i++) {
            catalogue.add(AccessLevel.HIDDEN, "ville", draft(random));
        }
        var flood = flood("accidentologies");
        for (var word : flood) {
            catalogue.add(AccessLevel.HIDDEN, "ville", word, word);
        }
        catalogue.parts.deliver();

        var all = new In("accessLevel", List.of("OPEN", "DISCOVERABLE", "HIDDEN"));
        assertThat(catalogue
                        .search(agent, all, SearchCatalogue.query("accidentolojies"))
                        .totalCount())
                .isGreaterThanOrEqualTo(flood.size());
        assertThat(catalogue.citizen("accidentolojies").totalCount()).isEqualTo(1);
        assertThat(told(Caller.CITIZEN, SearchCatalogue.ANYONE, REQUESTS)).isEqualTo(citizenBefore);
        assertThat(told(agent, grantedTo(granted), REQUESTS / 3)).isEqualTo(agentBefore);
    }

    /** 80 words, each one letter away from what somebody might mistype for this one. */
    private static List<String> flood(String word) {
        var typing = word.replace('g', 'j');
        var near = new TreeSet<String>();
        for (int at = 2; near.size() < 80; at++) {
            for (char letter : "bkpqvwxyz".toCharArray()) {
                near.add(typing.substring(0, at) + letter + typing.substring(at + 1));
            }
        }
        return near.stream().limit(80).toList();
    }

    @Test
    void aGrantedHiddenDatasetRanksWhereItWouldIfItWerePublic() throws Exception {
        var random = new Random(17);
        var visible = grantedTo(open);
        for (int i = 0; i < 15; i++) {
            var query = SearchCatalogue.query(words(random, 2));
            var before = catalogue.ids(catalogue.search(Caller.CITIZEN, visible, query));
            var best = before.getFirst();
            catalogue.setLevel(best, AccessLevel.HIDDEN);
            catalogue.parts.deliver();

            assertThat(catalogue.ids(catalogue.search(Caller.CITIZEN, visible, query)))
                    .isEqualTo(before);
            assertThat(catalogue.ids(catalogue.search(Caller.CITIZEN, SearchCatalogue.ANYONE, query)))
                    .doesNotContain(best);
            catalogue.setLevel(best, AccessLevel.OPEN);
            catalogue.parts.deliver();
        }
    }
}
