package org.entente.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.entente.catalogue.DatasetDraft;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HarvestStageTest {
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

    @TempDir
    Path directory;

    @Test
    void a_dataset_that_says_too_much_is_quarantined_and_its_neighbours_are_kept() throws Exception {
        try (var stage = new HarvestStage(JSON, directory, read -> {})) {
            stage.draft(draft("a", "Trees"));
            stage.draft(draft("b", "x".repeat(100_000)));
            stage.draft(draft("c", "Benches"));

            assertThat(stage.rejectedKeys()).containsOnlyKeys("b");
            assertThat(stage.rejections.getFirst().reason()).contains("100000 characters");
            assertThat(stage.read()).isEqualTo(3);
            try (var drafts = stage.drafts()) {
                assertThat(drafts.readAll()).extracting(DatasetDraft::key).containsExactly("a", "c");
            }
        }
        assertThat(directory).isEmptyDirectory();
    }

    private static DatasetDraft draft(String key, String title) {
        return new DatasetDraft(
                key,
                Map.of("en", title),
                Map.of(),
                List.of(),
                new TreeSet<>(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of());
    }
}
