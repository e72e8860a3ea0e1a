package org.entente.stewardship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.entente.kernel.ErrorCode;
import org.entente.kernel.HubException;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static Deadline left(Duration left) {
        return new Deadline(Clock.fixed(NOW, ZoneOffset.UTC), NOW.plus(left));
    }

    @Test
    void a_statement_gets_five_seconds_or_what_is_left() {
        assertThat(left(Duration.ofSeconds(30)).statementSeconds()).isEqualTo(5);
        assertThat(left(Duration.ofSeconds(3)).statementSeconds()).isEqualTo(3);
        assertThat(left(Duration.ofMillis(1)).statementSeconds()).isEqualTo(1);
    }

    @Test
    void nothing_begins_once_it_is_over() {
        assertThatThrownBy(left(Duration.ZERO)::check)
                .isInstanceOfSatisfying(
                        HubException.class, told -> assertThat(told.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
        assertThatThrownBy(left(Duration.ofSeconds(-1))::statementSeconds).isInstanceOf(HubException.class);
    }

    @Test
    void a_cancelled_statement_took_too_long_and_no_other_failure_did() throws SQLException {
        assertThat(Deadline.exceeded(new SQLException("cancelled", "57014")).code())
                .isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        var other = new SQLException("gone", "08006");
        assertThatThrownBy(() -> Deadline.exceeded(other)).isSameAs(other);
    }
}
