package org.entente.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.entente.kernel.ErrorCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The error of a refusal is what the caller can do something about, the first thing first. */
class ExplanationTest {

    @ParameterizedTest
    @CsvSource({
        "sign_in.required, UNAUTHENTICATED",
        "law.led.purpose sign_in.required, UNAUTHENTICATED",
        "purpose.required consent.none, PURPOSE_REQUIRED",
        "justification.required purpose.required, PURPOSE_REQUIRED",
        "consent.expired justification.required, JUSTIFICATION_REQUIRED",
        "justification.required, JUSTIFICATION_REQUIRED",
        "consent.expired, ACCESS_DENIED",
        "rule.denied secrecy.medical, ACCESS_DENIED"
    })
    void what_is_missing_first_is_the_error(String reasons, ErrorCode code) {
        assertThat(Explanation.code(List.of(reasons.split(" ")))).isEqualTo(code);
    }
}
