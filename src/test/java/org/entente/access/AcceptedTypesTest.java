package org.entente.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptedTypesTest {
    private static final List<String> OFFERED =
            List.of("text/turtle; charset=utf-8", "application/ld+json", "text/csv");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/csv | text/csv",
                "application/* | application/ld+json",
                "*/* | text/turtle; charset=utf-8",
                "text/turtle;q=0.4, text/csv; q=0.5 | text/csv",
                "application/ld+json, text/turtle | application/ld+json",
                "text/*, text/turtle;q=0 | text/csv",
                "*/*, text/*;q=0.1 | application/ld+json",
                "Text/CSV;charset=utf-8;Q=1.000 | text/csv",
                "text/csv, application/ld+json;q=1.9, ; | text/csv",
                "text/html, */*;q=0.8 | text/turtle; charset=utf-8"
            })
    void the_one_of_most_weight_is_chosen(String header, String chosen) {
        assertThat(best(header)).isEqualTo(chosen);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"text/html", "image/*", "*/*;q=0", "text/turtle;q=0", "nonsense", ";", ";q=1"})
    void none_is_given_that_is_not_taken(String header) {
        assertThat(best(header)).isNull();
    }

    @Test
    void who_says_nothing_takes_the_first() {
        assertThat(best(null)).isEqualTo(OFFERED.getFirst());
        assertThat(best(" ")).isEqualTo(OFFERED.getFirst());
    }

    private static String best(String header) {
        return AcceptedTypes.of(header).best(OFFERED, Function.identity()).orElse(null);
    }
}
