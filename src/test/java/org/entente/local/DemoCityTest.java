package org.entente.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DemoCityTest {

    private final DemoCity city = DemoCity.load();

    @Test
    void has_six_partners_of_which_the_police_alone_is_a_competent_authority() {
        assertThat(city.partners())
                .extracting(DemoCity.Partner::id)
                .containsExactly("ville", "aphm", "police", "rtm", "sdis", "tourisme");
        assertThat(city.partners())
                .filteredOn(DemoCity.Partner::competentAuthority)
                .extracting(DemoCity.Partner::id)
                .containsExactly("police");
    }

    @Test
    void has_48_datasets_with_their_own_keys_over_12_themes() {
        assertThat(city.datasets().map(DemoDataset::key)).hasSize(48).doesNotHaveDuplicates();
        Set<String> themes = city.datasets().flatMap(d -> d.themes().stream()).collect(Collectors.toSet());
        assertThat(themes)
                .containsExactlyInAnyOrder(
                        "AGRI", "ECON", "EDUC", "ENER", "ENVI", "GOVE", "HEAL", "JUST", "REGI", "SOCI", "TECH", "TRAN");
    }

    @Test
    void has_datasets_of_each_access_level_once_defaults_are_applied() {
        Map<String, Long> levels = city.catalogues().stream()
                .flatMap(c -> c.datasets().stream().map(d -> level(c, d)))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(levels).isEqualTo(Map.of("OPEN", 32L, "DISCOVERABLE", 10L, "HIDDEN", 6L));
    }

    private static String level(DemoCity.Catalogue catalogue, DemoDataset dataset) {
        if (dataset.access() == null) {
            return catalogue.source().defaultAccessLevel();
        }
        return switch (dataset.access()) {
            case PUBLIC -> "OPEN";
            case RESTRICTED -> "DISCOVERABLE";
            case NON_PUBLIC -> "HIDDEN";
        };
    }

    @Test
    void every_catalogue_leaves_the_access_of_some_dataset_unsaid() {
        assertThat(city.catalogues())
                .allSatisfy(c ->
                        assertThat(c.datasets()).extracting(DemoDataset::access).containsNull());
    }

    @Test
    void every_description_ends_by_saying_that_the_data_is_simulated() {
        assertThat(city.datasets()).allSatisfy(d -> {
            assertThat(d.description().fr()).endsWith("Données simulées.");
            assertThat(d.description().en()).endsWith("Simulated data.");
        });
    }

    @Test
    void only_what_is_open_has_an_open_licence() {
        assertThat(city.catalogues())
                .allSatisfy(c -> assertThat(c.datasets())
                        .allSatisfy(d -> assertThat(d.licence() == Licence.CONVENTION)
                                .as(d.key())
                                .isEqualTo(!level(c, d).equals("OPEN"))));
    }

    @Test
    void datasets_with_direct_personal_fields_name_a_data_protection_law() {
        DemoCity.fieldSensitivities().forEach((key, fields) -> {
            DemoDataset dataset =
                    city.datasets().filter(d -> d.key().equals(key)).findFirst().orElseThrow();
            assertThat(dataset.legislation().contains(DemoDataset.Law.OPEN_DATA))
                    .as(key)
                    .isEqualTo(!fields.containsValue("PERSONAL") && !fields.containsValue("IDENTIFIER"));
        });
    }
}
