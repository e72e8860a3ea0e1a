package org.entente.portal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LicencesTest {
    @ParameterizedTest
    @CsvSource({
        "https://www.etalab.gouv.fr/licence-ouverte-open-licence, Licence Ouverte (Etalab)",
        "fr-lo, Licence Ouverte (Etalab)",
        "lov2, Licence Ouverte (Etalab)",
        "https://opendatacommons.org/licenses/odbl/1-0/, ODbL",
        "Open Database License 1.0, ODbL",
        "https://creativecommons.org/licenses/by/4.0/, CC BY 4.0",
        "http://creativecommons.org/licenses/by-nc-sa/3.0/, CC BY-NC-SA 3.0",
        "https://creativecommons.org/publicdomain/zero/1.0/, CC0",
        "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0, CC BY 4.0",
        "http://publications.europa.eu/resource/authority/licence/CC0, CC0"
    })
    void known_ones_have_their_names(String said, String name) {
        assertThat(Licences.name(said)).hasValue(name);
    }

    @Test
    void others_have_none() {
        assertThat(Licences.name("https://example.org/terms")).isEmpty();
        assertThat(Licences.name("Ask us")).isEmpty();
    }
}
