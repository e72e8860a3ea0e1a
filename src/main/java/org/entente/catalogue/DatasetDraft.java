package org.entente.catalogue;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.entente.policy.AccessLevel;
import org.entente.policy.Regime;

/**
 * What a partner says of one dataset, before it is checked and staged.
 *
 * @param key identity within its source that does not change from one harvest to the next: the IRI, the CKAN id, or for
 *     what has no name a hash of all that is said of it (so a change of it is a new dataset)
 * @param titles language tag to text; {@code und} where the partner names no language
 * @param descriptions as titles
 * @param themes codes of the EU data-theme vocabulary, such as TRAN
 * @param accessLevel null where the partner does not say
 * @param regime null where the partner does not say
 * @param frequency code of the EU frequency vocabulary, or the partner's own words
 */
public record DatasetDraft(
        String key,
        Map<String, String> titles,
        Map<String, String> descriptions,
        List<String> keywords,
        SortedSet<String> themes,
        String publisher,
        String licence,
        AccessLevel accessLevel,
        Regime regime,
        String landingPage,
        String frequency,
        Instant issued,
        Instant modified,
        List<Distribution> distributions) {

    public DatasetDraft {
        titles = sorted(titles);
        descriptions = sorted(descriptions);
        keywords = List.copyOf(keywords);
        themes = sorted(themes);
        distributions = List.copyOf(distributions);
    }

    /** SHA-256 (64 hexadecimal digits) over the canonical JSON of this draft; equal drafts have equal fingerprints. */
    public String fingerprint() {
        return Fingerprint.of(this);
    }

    /** The same draft under another key. */
    public DatasetDraft withKey(String other) {
        return new DatasetDraft(
                other,
                titles,
                descriptions,
                keywords,
                themes,
                publisher,
                licence,
                accessLevel,
                regime,
                landingPage,
                frequency,
                issued,
                modified,
                distributions);
    }

    private static Map<String, String> sorted(Map<String, String> texts) {
        return Collections.unmodifiableMap(new TreeMap<>(texts));
    }

    private static SortedSet<String> sorted(Collection<String> codes) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(codes));
    }
}
