package org.entente.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.entente.kernel.FilterSamples.FIELDS;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalFormTest {
    private static final NormalForm OPEN = form("{'eq':{'field':'open','value':true}}");
    private static final NormalForm CHEAP = form("{'lt':{'field':'price','value':5}}");

    @Test
    void a_place_stands_for_the_areas_it_lies_in() {
        var fields = new TypedFields(List.of(
                new FieldDefinition("at", FieldType.POINT, "c0"),
                new FieldDefinition("at.areas", FieldType.AREAS, "c0_areas")));
        var asked = new Filter.InArea("at", "13055");
        assertThat(NormalForm.of(asked, fields, "filter").root()).isEqualTo(new Filter.InArea("at.areas", "13055"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'not':{'and':[]}} | {'or':[]}",
                "{'and':[{'and':[]},{'exists':{'field':'label'}}]} | {'exists':{'field':'label'}}",
                "{'and':[{'or':[]},{'exists':{'field':'label'}}]} | {'or':[]}",
                "{'or':[{'exists':{'field':'label'}},{'and':[]}]} | {'and':[]}",
                "{'not':{'lt':{'field':'price','value':1.50}}} | {'ge':{'field':'price','value':1.5}}",
                "{'not':{'in':{'field':'label','values':[]}}} | {'exists':{'field':'label'}}",
                "{'in':{'field':'label','values':[]}} | {'or':[]}",
                "{'not':{'interval':{'field':'count','from':1,'to':2}}}"
                        + "| {'or':[{'lt':{'field':'count','value':1}},{'ge':{'field':'count','value':2}}]}",
                "{'not':{'or':[{'exists':{'field':'label'}},{'not':{'exists':{'field':'place'}}}]}}"
                        + "| {'and':[{'not':{'exists':{'field':'label'}}},{'exists':{'field':'place'}}]}",
                "{'eq':{'field':'at','value':'2024-01-01T01:00:00+01:00'}}"
                        + "| {'eq':{'field':'at','value':'2024-01-01T00:00:00Z'}}"
            })
    void negations_go_inward_and_what_is_decided_is_folded(String written, String normal) {
        assertThat(form(written).toString()).isEqualTo(normal.replace('\'', '"').strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "filter.or[0].eq.field | {'or':[{'eq':{'field':'nothing','value':1}}]}",
                "filter.not.exists.field | {'not':{'exists':{'field':'nothing'}}}",
                "filter.lt | {'lt':{'field':'open','value':true}}",
                "filter.eq | {'eq':{'field':'areas','value':'a'}}",
                "filter.prefix | {'prefix':{'field':'count','value':'1'}}",
                "filter.inArea | {'inArea':{'field':'label','area':'1'}}",
                "filter.inArea.area | {'inArea':{'field':'areas','area':''}}",
                "filter.interval | {'interval':{'field':'place','from':1,'to':2}}",
                "filter.in.values[1] | {'in':{'field':'count','values':[1,1.5]}}",
                "filter.eq.value | {'eq':{'field':'count','value':9223372036854775808}}",
                "filter.eq.value | {'eq':{'field':'price','value':1e999999}}",
                "filter.eq.value | {'eq':{'field':'level','value':1e309}}",
                "filter.eq.value | {'eq':{'field':'label','value':1}}",
                "filter.eq.value | {'eq':{'field':'label','value':'\\u0000'}}",
                "filter.eq.value | {'eq':{'field':'label','value':'\\ud83d'}}",
                "filter.eq.value | {'eq':{'field':'at','value':'yesterday'}}",
                "filter.eq.value | {'eq':{'field':'at','value':'2024-02-30'}}",
                "filter.eq.value | {'eq':{'field':'at','value':'2024-01-01T00:00:00.0001Z'}}",
                "filter.eq.value | {'eq':{'field':'at','value':'-0001-01-01T00:00:00Z'}}"
            })
    void what_does_not_suit_its_field_is_refused_with_its_place(String path, String written) {
        HubException refusal = catchThrowableOfType(HubException.class, () -> form(written));
        assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_INPUT);
        assertThat(refusal.details()).containsEntry("path", path);
    }

    @Test
    void forms_are_put_together_without_another_walk() {
        assertThat(NormalForm.all(List.of(OPEN, CHEAP)))
                .isEqualTo(form("{'and':[{'eq':{'field':'open','value':true}},{'lt':{'field':'price','value':5}}]}"));
        assertThat(NormalForm.any(List.of(OPEN, NormalForm.NONE))).isEqualTo(OPEN);
        assertThat(NormalForm.any(List.of(OPEN, NormalForm.ALL)).takesAll()).isTrue();
        assertThat(NormalForm.all(List.of()).takesAll()).isTrue();
        assertThat(NormalForm.any(List.of()).takesNone()).isTrue();
    }

    private static NormalForm form(String json) {
        return NormalForm.of(FilterJson.parse(json.replace('\'', '"'), "filter"), FIELDS, "filter");
    }

    /** What is open lies between what may be and what is certain, and given the rest nothing is lost. */
    @Test
    void a_part_of_a_row_settles_a_part_of_a_filter() {
        var samples = new FilterSamples(3);
        var rows = samples.rows(60);
        var open = Set.of("price", "at", "label");
        int undecided = 0;
        for (int i = 0; i < 300; i++) {
            var form = NormalForm.of(samples.filter(), FIELDS, "filter");
            for (var row : rows) {
                boolean takes = MemoryFilter.takes(form, row.values()::get);
                var left = form.given(open, row.values()::get);
                assertThat(MemoryFilter.takes(left, row.values()::get))
                        .as(form + " " + row)
                        .isEqualTo(takes);
                boolean may = MemoryFilter.takes(form.assuming(open, true), row.values()::get);
                boolean must = MemoryFilter.takes(form.assuming(open, false), row.values()::get);
                assertThat(!must || takes).isTrue();
                assertThat(!takes || may).isTrue();
                assertThat(left.takesNone() && takes || left.takesAll() && !takes)
                        .isFalse();
                undecided += left.takesAll() || left.takesNone() ? 0 : 1;
            }
        }
        assertThat(undecided).as("of 18,000").isBetween(1_000, 17_000);
    }
}
