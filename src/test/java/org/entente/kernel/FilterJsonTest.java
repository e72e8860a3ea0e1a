package org.entente.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Collections;
import org.entente.kernel.Filter.Compare;
import org.entente.kernel.Filter.In;
import org.entente.kernel.Filter.Op;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterJsonTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "filter | null",
                "filter | []",
                "filter | {}",
                "filter | {`and`:[",
                "filter | {`and`:[],`or`:[]}",
                "filter | {`and`:[],`and`:[]}",
                "filter | {`and`:[]} {`and`:[]}",
                "filter.and | {`and`:null}",
                "filter.and | {`and`:{`or`:[]}}",
                "filter.not | {`not`:[]}",
                "filter.everything | {`everything`:true}",
                "filter.and[1].eq.value | {`and`:[{`or`:[]},{`eq`:{`field`:`a`,`value`:null}}]}",
                "filter.not.or[0].lt.value | {`not`:{`or`:[{`lt`:{`field`:`a`}}]}}",
                "filter.eq.value | {`eq`:{`field`:`a`,`value`:[1]}}",
                "filter.eq.field | {`eq`:{`field`:1,`value`:1}}",
                "filter.eq.field | {`eq`:{`value`:1}}",
                "filter.eq | {`eq`:{`field`:`a`,`value`:1,`or`:1}}",
                "filter.eq | {`eq`:`a`}",
                "filter.in.values | {`in`:{`field`:`a`,`values`:1}}",
                "filter.in.values[1] | {`in`:{`field`:`a`,`values`:[1,null]}}",
                "filter.prefix.value | {`prefix`:{`field`:`a`,`value`:1}}",
                "filter.inArea.area | {`inArea`:{`field`:`a`,`value`:`x`}}",
                "filter.interval.to | {`interval`:{`field`:`a`,`from`:1}}",
                "filter.exists | {`exists`:{`field`:`a`,`value`:1}}"
            })
    void what_is_not_a_filter_is_refused_with_its_place(String path, String json) {
        HubException refusal = refusal(json.replace('`', '"'));
        assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_INPUT);
        assertThat(refusal.details()).containsEntry("path", path);
    }

    @Test
    void numbers_keep_all_their_digits() {
        assertThat(FilterJson.parse("{\"eq\":{\"field\":\"a\",\"value\":1234567890.12345678901234567890}}", "filter"))
                .isEqualTo(new Compare("a", Op.EQ, new BigDecimal("1234567890.12345678901234567890")));
    }

    @Test
    void an_absent_filter_is_not_everything() {
        assertThat(catchThrowableOfType(HubException.class, () -> FilterJson.read(null, "filter"))
                        .code())
                .isEqualTo(ErrorCode.BAD_INPUT);
    }

    @Test
    void what_is_not_finite_is_refused() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject("eq").put("field", "a").put("value", Double.NaN);
        assertThat(catchThrowableOfType(HubException.class, () -> FilterJson.read(json, "filter"))
                        .details())
                .containsEntry("path", "filter.eq.value");
    }

    @Test
    void depth_parts_and_lists_are_bounded() {
        String everything = "{\"and\":[]}";
        assertThat(refusal("{\"not\":".repeat(400) + everything + "}".repeat(400))
                        .code())
                .isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        assertThat(refusal("{\"or\":[" + everything + ("," + everything).repeat(600) + "]}")
                        .code())
                .isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        assertThat(refusal("{\"in\":{\"field\":\"a\",\"values\":[1" + ",1".repeat(1_000) + "]}}")
                        .details())
                .containsEntry("path", "filter.in.values");
    }

    /** Deeper than any stack, made in memory where no parser has a say. */
    @Test
    void a_filter_of_any_depth_is_refused_before_it_is_walked() {
        Filter filter = Filter.ALL;
        for (int i = 0; i < 1_000_000; i++) filter = new Filter.Not(filter);
        Filter deep = filter;
        assertThat(catchThrowableOfType(HubException.class, () -> NormalForm.of(deep, FilterSamples.FIELDS, "filter"))
                        .code())
                .isEqualTo(ErrorCode.LIMIT_EXCEEDED);
    }

    @Test
    void a_hub_may_decide_on_more_than_one_author_may_write() {
        Filter ids = new In("label", Collections.nCopies(20_000, "a"));
        assertThat(NormalForm.of(ids, FilterSamples.FIELDS, "filter").root()).isEqualTo(ids);
    }

    private static HubException refusal(String json) {
        return catchThrowableOfType(HubException.class, () -> FilterJson.parse(json, "filter"));
    }
}
