package org.entente.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The full square of changes: what is not listed is none. */
class SecrecyTest {
    @ParameterizedTest
    @CsvSource({
        "NONE, NONE STATISTICAL MEDICAL JUDICIAL",
        "STATISTICAL, STATISTICAL MEDICAL JUDICIAL",
        "MEDICAL, MEDICAL",
        "JUDICIAL, JUDICIAL"
    })
    void it_only_becomes_stricter(Secrecy from, String to) {
        assertThat(Stream.of(Secrecy.values())
                        .filter(from::mayBecome)
                        .map(Enum::name)
                        .collect(Collectors.toSet()))
                .isEqualTo(Set.of(to.split(" ")));
    }
}
