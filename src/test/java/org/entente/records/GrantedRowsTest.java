package org.entente.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.entente.kernel.HubException;
import org.entente.kernel.NormalForm;
import org.entente.policy.MaskMethod;
import org.entente.records.GrantedRows.GrantedPart;
import org.junit.jupiter.api.Test;

/** Alternatives: each row shows what the grants that take it show, masked by the least strict of their masks. */
class GrantedRowsTest {
    private static final GrantedPart STRICT =
            new GrantedPart(NormalForm.ALL, Map.of("age", MaskMethod.REMOVE, "name", MaskMethod.HASH));
    private static final GrantedPart LAX = new GrantedPart(
            NormalForm.ALL, Map.of("age", MaskMethod.GENERALISE, "name", MaskMethod.REMOVE, "at", MaskMethod.TRUNCATE));

    private final GrantedRows both = new GrantedRows(List.of(STRICT, LAX));

    @Test
    void a_row_of_both_shows_as_much_as_one_of_them() {
        assertThat(both.masks(new boolean[] {true, true}))
                .isEqualTo(Map.of("age", MaskMethod.GENERALISE, "name", MaskMethod.HASH));
        assertThat(both.maskedByAll()).isEqualTo(both.masks(new boolean[] {true, true}));
    }

    @Test
    void a_row_of_one_shows_what_that_one_shows() {
        assertThat(both.masks(new boolean[] {true, false})).isEqualTo(STRICT.masks());
        assertThat(both.masks(new boolean[] {false, true})).isEqualTo(LAX.masks());
    }

    @Test
    void what_one_of_them_masks_by_whatever_method_cannot_be_asked_about() {
        for (var field : List.of("age", "name", "at", "at.areas")) {
            assertThatThrownBy(() -> both.requireShown(field, "filter"))
                    .as(field)
                    .isInstanceOf(HubException.class);
        }
        both.requireShown("other", "filter");
    }

    @Test
    void only_what_shows_at_least_as_much_covers() {
        var alone = new GrantedRows(List.of(STRICT));
        var laxer = new GrantedRows(List.of(new GrantedPart(NormalForm.ALL, Map.of("name", MaskMethod.GENERALISE))));
        var narrower = new GrantedRows(List.of(new GrantedPart(NormalForm.NONE, Map.of())));

        assertThat(both.covers(both)).isTrue();
        assertThat(both.covers(alone)).isTrue();
        assertThat(laxer.covers(alone)).isTrue();
        assertThat(alone.covers(both)).isFalse();
        assertThat(alone.covers(laxer)).isFalse();
        assertThat(narrower.covers(alone)).isFalse();
        assertThat(new GrantedRows(List.of()).covers(alone)).isFalse();
    }
}
