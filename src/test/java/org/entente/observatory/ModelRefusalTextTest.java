package org.entente.observatory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelRefusalTextTest {
    @ParameterizedTest
    @EnumSource
    void every_reason_is_said_in_both_languages(ModelRefusal reason) {
        var refused = new ModelRefusedException(reason, 1_024, "Loop");
        var texts = new HashSet<String>();
        for (var language : new String[] {"en", "fr"}) {
            var text = ModelRefusalText.of(refused, language);
            assertThat(text).endsWith(".").doesNotContain("{", "}", "\'\'");
            texts.add(text);
        }
        assertThat(texts).hasSize(2);
    }

    @Test
    void numbers_are_written_as_the_language_has_them() {
        var refused = new ModelRefusedException(ModelRefusal.TOO_MANY_OPERATORS, 10_000);

        assertThat(ModelRefusalText.of(refused, "en")).isEqualTo("It has more than 10,000 operators.");
        assertThat(ModelRefusalText.of(refused, "fr")).matches("Il a plus de 10\\h000 opérateurs\\.");
    }

    @Test
    void what_the_runner_writes_is_read_again() {
        for (var refused : new ModelRefusedException[] {
            new ModelRefusedException(ModelRefusal.OPERATOR, "Loop"),
            new ModelRefusedException(ModelRefusal.OPERATOR_SET, "?"),
            new ModelRefusedException(ModelRefusal.LEVEL, -1.5e-7),
            new ModelRefusedException(ModelRefusal.TOO_SLOW, 100L, 5L),
            new ModelRefusedException(ModelRefusal.NOT_ONNX)
        }) {
            var read = ModelRefusedException.read(refused.getMessage());
            assertThat(read.reason()).isEqualTo(refused.reason());
            assertThat(read.details()).isEqualTo(refused.details());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "LOOP",
                "operator Loop",
                "OPERATOR <b>",
                "OPERATOR a b c",
                "It fails.",
                "OPERATOR Loop\n"
            })
    void whatever_else_it_writes_is_not_repeated(String written) {
        assertThat(ModelRefusalText.of(ModelRefusedException.read(written), "en"))
                .isEqualTo("The runner of models does not take it.");
    }
}
