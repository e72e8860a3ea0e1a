package org.entente.observatory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnomalyTextTest {
    private static final Instant AT = Instant.parse("2026-05-02T08:00:00Z");
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final AnomalyText FRENCH = new AnomalyText(Locale.FRENCH, PARIS);
    private static final AnomalyText ENGLISH = new AnomalyText(Locale.ENGLISH, PARIS);

    private static Anomaly anomaly(EvidenceKind kind, double probability, long oneIn, PastEpisode... similar) {
        return new Anomaly(
                kind, AT, 131.23456, 42, 6.5, probability, new Evidence(kind, 3), 10_231, oneIn, List.of(similar));
    }

    @Test
    void says_what_was_expected_how_rare_it_is_and_what_was_like_it() {
        var before = new PastEpisode(Instant.parse("2026-04-12T23:00:00Z"), EvidenceKind.VALUE, 0.97);

        assertThat(ENGLISH.of(anomaly(EvidenceKind.VALUE, 0.001, 10_232, before), List.of("Match")))
                .isEqualTo("The value 131.2 is unusual: 42 was expected at this hour of the week, usually within 6.5."
                        + " Nothing like it in 10,231 observations."
                        + " A day like the series' ordinary ones would give such an alarm once in 1,000 days."
                        + " One earlier episode was like it, the likest on April 13, 2026. At the time: Match.");
        assertThat(FRENCH.of(anomaly(EvidenceKind.VALUE, 0.001, 812, before, before), List.of()))
                .isEqualTo("La valeur 131,2 est inhabituelle : à cette heure de la semaine, 42 était attendu,"
                        + " d'ordinaire à 6,5 près. Aussi rare qu'une observation sur 812, parmi 10\u202f231."
                        + " Un jour ordinaire de la série donnerait une telle alerte une fois en 1\u202f000 jours."
                        + " 2 épisodes passés lui ressemblent, le plus semblable le 13 avril 2026.");
    }

    @Test
    void says_no_more_days_than_it_can_know_and_what_a_median_is() {
        assertThat(ENGLISH.of(anomaly(EvidenceKind.SIZE, 1e-9, 5), List.of()))
                .endsWith("less than once in a million days.");
        assertThat(FRENCH.of(anomaly(EvidenceKind.SIZE, 1e-9, 5), List.of()))
                .endsWith("moins d'une fois en un million de jours.");
        assertThat(ENGLISH.ofTheMedian(6)).contains("6 neighbours");
        assertThat(FRENCH.ofTheMedian(6)).contains("l'écart médian de 6 voisins");
    }

    @Test
    void a_rule_claims_no_probability() {
        assertThat(ENGLISH.of(anomaly(EvidenceKind.SILENCE, Double.NaN, 0), List.of()))
                .isEqualTo("The sensor has said nothing for longer than it ever does.");
    }

    @Test
    void each_kind_has_its_sentence_in_each_language_and_both_languages_say_the_same_things() throws IOException {
        assertThat(keys("fr")).isEqualTo(keys("en"));
        for (var kind : EvidenceKind.values()) {
            var french = FRENCH.of(anomaly(kind, 0.01, 5), List.of());
            assertThat(french).isNotEqualTo(ENGLISH.of(anomaly(kind, 0.01, 5), List.of()));
            assertThat(french).doesNotContain("{", "''");
        }
        assertThat(keys("fr"))
                .containsAll(
                        Arrays.stream(EvidenceKind.values()).map(Enum::name).toList());
    }

    private static Set<String> keys(String language) throws IOException {
        var words = new Properties();
        try (var text =
                Files.newBufferedReader(Path.of("src/main/resources/messages/anomalies_" + language + ".properties"))) {
            words.load(text);
        }
        return words.stringPropertyNames();
    }
}
