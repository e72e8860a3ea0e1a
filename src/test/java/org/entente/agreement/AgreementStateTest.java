package org.entente.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The full square of moves: what is not listed is no move. */
class AgreementStateTest {
    private static final String MOVES =
            "PROPOSED SIGNED, PROPOSED REPLACED, PROPOSED TERMINATED, SIGNED REPLACED, SIGNED TERMINATED";

    static Stream<Arguments> square() {
        return Stream.of(AgreementState.values())
                .flatMap(from -> Stream.of(AgreementState.values()).map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("square")
    void a_version_moves_forward_only(AgreementState from, AgreementState to) {
        assertThat(from.next().contains(to))
                .isEqualTo(Stream.of(MOVES.split(", ")).anyMatch((from + " " + to)::equals));
    }

    /** What is read first of a version is the last state it entered. */
    @ParameterizedTest
    @CsvSource({"PROPOSED, SIGNED", "SIGNED, REPLACED", "SIGNED, TERMINATED", "PROPOSED, REPLACED"})
    void later_states_come_later(AgreementState from, AgreementState to) {
        assertThat(from).isLessThan(to);
    }
}
