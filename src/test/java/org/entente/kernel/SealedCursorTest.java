package org.entente.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.entente.kernel.SealedCursor.Binding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedCursorTest {
    private static final byte[] CONTENT = "[\"rue Paradis\"]".getBytes(StandardCharsets.UTF_8);
    private static final Binding BINDING = new Binding("ana", "aphm", "health-service", "query 1");

    private final SealedCursor cursors = new SealedCursor(new byte[32]);

    @Test
    void its_own_caller_gets_it_opened_and_nobody_sees_what_is_in_it() {
        String cursor = cursors.seal(CONTENT, BINDING);
        assertThat(cursors.open(cursor, BINDING)).isEqualTo(CONTENT);
        assertThat(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.ISO_8859_1))
                .doesNotContain("Paradis");
        assertThat(cursors.seal(CONTENT, BINDING)).isNotEqualTo(cursor);
    }

    @Test
    void the_cursors_of_one_page_are_sealed_alike_and_each_for_itself() {
        var sealer = cursors.sealer(BINDING);
        var first = sealer.seal(CONTENT);
        var second = sealer.seal(CONTENT);
        assertThat(first).isNotEqualTo(second);
        assertThat(cursors.open(first, BINDING)).isEqualTo(CONTENT);
        assertThat(cursors.open(second, BINDING)).isEqualTo(CONTENT);
        assertRefused(cursors, first, new Binding("eve", "aphm", "health-service", "query 1"));
    }

    @Test
    void another_caller_purpose_query_or_installation_does_not() {
        String cursor = cursors.seal(CONTENT, BINDING);
        List.of(
                        new Binding("eve", "aphm", "health-service", "query 1"),
                        new Binding("ana", "rtm", "health-service", "query 1"),
                        new Binding("ana", "aphm", null, "query 1"),
                        new Binding("ana", "aphm", "health-service", "query 2"))
                .forEach(other -> assertRefused(cursors, cursor, other));
        byte[] secret = new byte[32];
        secret[0] = 1;
        assertRefused(new SealedCursor(secret), cursor, BINDING);
    }

    @Test
    void parts_of_a_binding_do_not_run_into_each_other() {
        assertRefused(cursors, cursors.seal(CONTENT, new Binding("a", "bc", "", "q")), new Binding("ab", "c", "", "q"));
        assertRefused(cursors, cursors.seal(CONTENT, new Binding("a", null, "b", "q")), new Binding("a", "", "b", "q"));
    }

    @Test
    void each_changed_byte_is_noticed() {
        byte[] sealed = Base64.getUrlDecoder().decode(cursors.seal(CONTENT, BINDING));
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertRefused(cursors, Base64.getUrlEncoder().encodeToString(changed), BINDING);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "AAAA", "not base64 !", "é", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void garbage_is_refused(String cursor) {
        assertRefused(cursors, cursor, BINDING);
    }

    private static void assertRefused(SealedCursor cursors, String cursor, Binding binding) {
        HubException refusal = catchThrowableOfType(HubException.class, () -> cursors.open(cursor, binding));
        assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_INPUT);
        assertThat(refusal.details()).containsEntry("path", "after");
    }
}
