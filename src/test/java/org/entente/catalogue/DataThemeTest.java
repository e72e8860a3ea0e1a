package org.entente.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataThemeTest {
    @ParameterizedTest
    @CsvSource({
        "http://publications.europa.eu/resource/authority/data-theme/TRAN, TRAN",
        "envi, ENVI",
        "Santé, HEAL",
        "SANTE, HEAL",
        "mobilite, TRAN",
        "'Éducation, culture et sport', EDUC",
        "education-culture-et-sport, EDUC",
        "Justice legal system and public safety, JUST"
    })
    void codesLabelsAndAddressesAreKnown(String text, DataTheme theme) {
        assertThat(DataTheme.of(text)).contains(theme);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "covid-19", "transportation of goods", "OP_DATPRO"})
    void otherWordsAreNoTheme(String text) {
        assertThat(DataTheme.of(text)).isEmpty();
    }
}
