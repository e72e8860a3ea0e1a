package org.entente.kernel;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WholeListsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static void require(String said) throws Exception {
        WholeLists.require(JSON.readTree(said.replace('\'', '"')), "rule");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[null] | rule[0]",
                "{'themes': ['a', null]} | rule.themes[1]",
                "{'a': [{'b': [[1], [2, null]]}]} | rule.a[0].b[1][1]"
            })
    void a_null_in_a_list_is_refused_where_it_stands(String said, String path) {
        assertThatThrownBy(() -> require(said)).hasFieldOrPropertyWithValue("details", Map.of("path", path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "{'themes': null, 'a': [{'b': null}, 1]}"})
    void what_is_left_out_is_no_hole(String said) {
        assertThatCode(() -> require(said)).doesNotThrowAnyException();
    }
}
