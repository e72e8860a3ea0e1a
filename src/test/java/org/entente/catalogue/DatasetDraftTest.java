package org.entente.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.entente.policy.AccessLevel;
import org.entente.policy.Regime;
import org.junit.jupiter.api.Test;

class DatasetDraftTest {
    @Test
    void equalDraftsHaveEqualFingerprintsWhateverTheOrderOfTheirTexts() {
        var other = new LinkedHashMap<String, String>();
        other.put("fr", "Arbres");
        other.put("en", "Trees");
        assertThat(draft(Map.of("en", "Trees", "fr", "Arbres"), 7L).fingerprint())
                .isEqualTo(draft(other, 7L).fingerprint())
                .matches("[0-9a-f]{64}");
    }

    @Test
    void anyChangeChangesTheFingerprint() {
        var draft = draft(Map.of("fr", "Arbres"), 7L);
        assertThat(List.of(
                        draft(Map.of("en", "Arbres"), 7L).fingerprint(),
                        draft(Map.of("fr", "Arbre"), 7L).fingerprint(),
                        draft(Map.of("fr", "Arbres"), 8L).fingerprint(),
                        draft(Map.of("fr", "Arbres"), null).fingerprint(),
                        draft.withKey("other").fingerprint()))
                .doesNotHaveDuplicates()
                .doesNotContain(draft.fingerprint());
    }

    /** The fingerprints of all datasets are stored: another way of computing them would rewrite the whole catalogue. */
    @Test
    void theFingerprintStaysWhatItIs() {
        assertThat(draft(Map.of("fr", "Arbres"), 7L).fingerprint())
                .isEqualTo("1ae19e8c74d96ef905d304bec3738e4e5fe3da18059cf7c62094ee4bd62dbe2c");
    }

    private static DatasetDraft draft(Map<String, String> titles, Long size) {
        return new DatasetDraft(
                "key",
                titles,
                Map.of(),
                List.of("parc"),
                new TreeSet<>(List.of("ENVI")),
                null,
                "licence",
                AccessLevel.OPEN,
                Regime.NONE,
                null,
                null,
                Instant.EPOCH,
                null,
                List.of(new Distribution("Fichier", "http://x.example/", null, "CSV", null, size)));
    }
}
