package org.entente.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.entente.kernel.HubException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTextTest {
    private static final String FRENCH = "Procès-verbal n° 7, œuvre d’À É Ç";

    private static String sent(String text, Charset charset) {
        return new String(text.getBytes(charset), StandardCharsets.ISO_8859_1);
    }

    @Test
    void bytes_are_utf_8_where_they_can_be() {
        assertThat(HeaderText.of(sent(FRENCH, StandardCharsets.UTF_8))).isEqualTo(FRENCH);
        assertThat(HeaderText.of("case 42")).isEqualTo("case 42");
        assertThat(HeaderText.of(null)).isNull();
    }

    @Test
    void they_are_latin_1_where_they_cannot() {
        assertThat(HeaderText.of(sent("Procès à Évry", StandardCharsets.ISO_8859_1)))
                .isEqualTo("Procès à Évry");
    }

    @Test
    void characters_that_are_no_bytes_are_text_already() {
        assertThat(HeaderText.of(FRENCH)).isEqualTo(FRENCH);
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8''Proc%C3%A8s%20%C5%93uvre, Procès œuvre",
        "utf-8'fr'a%c3%a9+b, aé+b",
        "UTF-8''plain, plain",
        "'UTF-8 is not that', UTF-8 is not that",
        "100%25, 100%25"
    })
    void percent_codes_are_read_where_they_are_said_to_be_some(String sent, String read) {
        assertThat(HeaderText.of(sent)).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8''%E9", "UTF-8''%C3"})
    void codes_that_are_not_of_utf_8_are_refused(String sent) {
        assertThatThrownBy(() -> HeaderText.of(sent)).isInstanceOf(HubException.class);
    }
}
