package org.entente.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.entente.policy.AccessLevel;

/**
 * A dataset as it lies in Elasticsearch; {@code index/datasets.json} is its mapping.
 *
 * @param lead the first words of the descriptions: what a text says first is what it is about
 * @param descriptionWords length of the description that most readers see; ranking prefers short ones
 * @param modified a day, ISO 8601
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record DatasetDocument(
        String id,
        String owner,
        @JsonProperty("access_level") AccessLevel accessLevel,
        Localised title,
        Localised description,
        List<String> lead,
        @JsonProperty("description_words") int descriptionWords,
        List<String> keyword,
        String publisher,
        Collection<String> theme,
        List<String> format,
        String licence,
        String modified,
        long version) {

    static final int LEAD_WORDS = 25;
    private static final Instant FIRST_DAY = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST_DAY = Instant.parse("9999-12-31T00:00:00Z");

    /** Texts for the analysers of French and English, and all of them for the one that knows no language. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Localised(String fr, String en, Collection<String> all) {
        static Localised of(Map<String, String> texts) {
            return new Localised(texts.get("fr"), texts.get("en"), texts.values());
        }
    }

    static DatasetDocument of(DatasetRows.Row dataset) {
        var draft = dataset.draft();
        return new DatasetDocument(
                dataset.id().toString(),
                dataset.owner(),
                dataset.accessLevel(),
                Localised.of(draft.titles()),
                Localised.of(draft.descriptions()),
                draft.descriptions().values().stream()
                        .map(DatasetDocument::lead)
                        .toList(),
                (int) words(Texts.in(draft.descriptions(), "fr")).count(),
                draft.keywords(),
                draft.publisher(),
                draft.themes(),
                formats(draft),
                draft.licence(),
                day(draft.modified() == null ? dataset.recordedAt() : draft.modified()),
                dataset.version());
    }

    private static String lead(String text) {
        return String.join(" ", words(text).limit(LEAD_WORDS).toList());
    }

    private static Stream<String> words(String text) {
        return text == null ? Stream.of() : Stream.of(text.split("\\s+")).filter(word -> !word.isEmpty());
    }

    private static List<String> formats(DatasetDraft draft) {
        return draft.distributions().stream()
                .map(Distribution::format)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** Within the years that the mapping takes; a publisher's typing error must not keep a dataset from being found. */
    private static String day(Instant modified) {
        var within = modified.isBefore(FIRST_DAY) ? FIRST_DAY : modified.isAfter(LAST_DAY) ? LAST_DAY : modified;
        return LocalDate.ofInstant(within, ZoneOffset.UTC).toString();
    }
}
