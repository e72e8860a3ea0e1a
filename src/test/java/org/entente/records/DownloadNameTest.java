package org.entente.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DownloadNameTest {
    private static final UUID DATASET = UUID.fromString("0a1b2c3d-0000-4000-8000-000000000000");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Street incident reports | filename=\"street-incident-reports-0a1b2c3d.csv\"",
                "Passages aux urgences (été) | filename=\"passages-aux-urgences-ete-0a1b2c3d.csv\"; filename*=UTF-8''passages-aux-urgences-%C3%A9t%C3%A9-0a1b2c3d.csv",
                "../\"etc\"; x=\\y | filename=\"etc-x-y-0a1b2c3d.csv\"",
                "道路 | filename=\"0a1b2c3d.csv\"; filename*=UTF-8''%E9%81%93%E8%B7%AF-0a1b2c3d.csv",
                "… | filename=\"0a1b2c3d.csv\""
            })
    void it_is_called_after_its_title(String title, String names) {
        assertThat(DownloadName.disposition(title, DATASET, "csv")).isEqualTo("attachment; " + names);
    }

    @Test
    void and_not_at_length() {
        assertThat(DownloadName.disposition("word ".repeat(100), DATASET, "csv"))
                .isEqualTo("attachment; filename=\"" + "word-".repeat(10) + "0a1b2c3d.csv\"");
    }
}
