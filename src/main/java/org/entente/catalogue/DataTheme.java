package org.entente.catalogue;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entente.kernel.HubException;

/**
 * The EU vocabulary of data themes (http://publications.europa.eu/resource/authority/data-theme), with its English and
 * French labels and the single words that portals use for the same thing.
 */
public enum DataTheme {
    AGRI(
            "Agriculture, fisheries, forestry and food",
            "Agriculture, pêche, sylviculture et alimentation",
            "agriculture"),
    ECON("Economy and finance", "Économie et finances", "economy", "économie", "finance", "finances"),
    EDUC("Education, culture and sport", "Éducation, culture et sport", "education", "culture", "sport", "sports"),
    ENER("Energy", "Énergie", "énergies"),
    ENVI("Environment", "Environnement"),
    GOVE("Government and public sector", "Gouvernement et secteur public", "government", "administration"),
    HEAL("Health", "Santé"),
    INTR("International issues", "Questions internationales"),
    JUST(
            "Justice, legal system and public safety",
            "Justice, système juridique et sécurité publique",
            "justice",
            "sécurité",
            "public safety"),
    REGI("Regions and cities", "Régions et villes", "urbanisme", "urban planning"),
    SOCI("Population and society", "Population et société", "population", "society", "société"),
    TECH("Science and technology", "Science et technologie", "science", "technology"),
    TRAN("Transport", "Transports", "mobility", "mobilité", "mobilités");

    private static final Map<String, DataTheme> BY_WORD = Arrays.stream(values())
            .flatMap(theme -> theme.words.stream().map(word -> Map.entry(word, theme)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    private final Set<String> words;

    final String english;
    final String french;

    DataTheme(String english, String french, String... synonyms) {
        this.english = english;
        this.french = french;
        words = Stream.concat(Stream.of(name(), english, french), Arrays.stream(synonyms))
                .map(folded())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The theme that a code, a label or an IRI ending in a code stands for, whatever the case and the accents. */
    public static Optional<DataTheme> of(String text) {
        return Optional.ofNullable(BY_WORD.get(folded().apply(text.substring(text.lastIndexOf('/') + 1))));
    }

    /** @throws HubException BAD_INPUT at the first that is no code of a theme, where {@code path} is the list's; null is any */
    public static void requireCodes(List<String> codes, String path) {
        for (int i = 0; codes != null && i < codes.size(); i++) {
            var code = codes.get(i);
            if (Arrays.stream(values()).noneMatch(theme -> theme.name().equals(code))) {
                throw HubException.badInput(
                        path + "[" + i + "]",
                        "There is no theme '" + code + "'; there are "
                                + Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", ")));
            }
        }
    }

    // a method, since an enum constant cannot use a static field while it is made
    private static Function<String, String> folded() {
        return text -> Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z]+", " ")
                .strip();
    }
}
