package org.entente.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.kernel.FilterSamples.FIELDS;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** What a filter takes, whoever enforces it: the promise is written once and SQL, Elasticsearch and memory must keep it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class FilterContract {
    private static final int FILTERS = 400;
    private static final Kleene KLEENE = new Kleene(FIELDS);

    private final List<Row> rows = new FilterSamples(7).rows(250);

    /** Stores the rows, once. */
    protected abstract void load(List<Row> rows) throws Exception;

    protected abstract Set<UUID> taken(NormalForm form) throws Exception;

    @BeforeAll
    void load() throws Exception {
        load(rows);
    }

    /** Other seeds: -Dentente.filter.seed=2 */
    @Test
    void random_filters_take_the_rows_that_kleenes_logic_takes() throws Exception {
        FilterSamples samples = new FilterSamples(Long.getLong("entente.filter.seed", 1));
        long takenPairs = 0;
        for (int i = 0; i < FILTERS; i++) takenPairs += agree(samples.filter());

        // filters that take all or nothing would prove nothing
        assertThat((double) takenPairs / FILTERS / rows.size()).isBetween(0.2, 0.8);
    }

    @TestFactory
    List<DynamicTest> filters_that_once_were_wrong_somewhere() {
        return AWKWARD.entrySet().stream()
                .map(awkward -> DynamicTest.dynamicTest(
                        awkward.getKey(), () -> agree(FilterJson.parse(awkward.getValue(), "filter"))))
                .toList();
    }

    @Test
    void as_deep_as_may_be_put_together() throws Exception {
        Filter filter = new Filter.Compare("open", Filter.Op.NE, true);
        for (int i = 0; i < FilterBounds.COMBINED.depth(); i++) {
            Filter other = new Filter.Exists(i % 2 == 0 ? "label" : "price");
            filter = i % 2 == 0 ? new Filter.And(List.of(filter, other)) : new Filter.Or(List.of(filter, other));
        }
        agree(filter);
    }

    @Test
    void as_many_values_as_may_be_written() throws Exception {
        agree(new Filter.In("label", Collections.nCopies(FilterBounds.WRITTEN.list(), "x".repeat(1_024))));
    }

    private int agree(Filter filter) throws Exception {
        Set<UUID> expected = rows.stream()
                .filter(row -> KLEENE.takes(filter, row))
                .map(Row::id)
                .collect(Collectors.toSet());
        Set<UUID> taken = taken(NormalForm.of(filter, FIELDS, "filter"));
        assertThat(wrong(expected, taken))
                .as(() -> FilterJson.write(filter).toString())
                .isEmpty();
        return taken.size();
    }

    /** The rows themselves, so that a failure can be read. */
    private Set<String> wrong(Set<UUID> expected, Set<UUID> taken) {
        Set<String> wrong = new TreeSet<>();
        for (Row row : rows)
            if (expected.contains(row.id()) != taken.contains(row.id()))
                wrong.add((expected.contains(row.id()) ? "lacks " : "has ") + row);
        return wrong;
    }

    private static final Map<String, String> AWKWARD = Map.ofEntries(
            Map.entry("everything", "{\"and\":[]}"),
            Map.entry("nothing", "{\"or\":[]}"),
            Map.entry("not one of none", "{\"not\":{\"in\":{\"field\":\"label\",\"values\":[]}}}"),
            Map.entry("not equal leaves out the absent", "{\"ne\":{\"field\":\"label\",\"value\":\"a\"}}"),
            Map.entry("not not", "{\"not\":{\"not\":{\"eq\":{\"field\":\"open\",\"value\":true}}}}"),
            Map.entry("not exists", "{\"not\":{\"exists\":{\"field\":\"place\"}}}"),
            Map.entry("order is by UTF-8 bytes", "{\"gt\":{\"field\":\"label\",\"value\":\"\uFF5E\"}}"),
            Map.entry("order knows no case", "{\"lt\":{\"field\":\"label\",\"value\":\"a\"}}"),
            Map.entry("percent is no wildcard", "{\"prefix\":{\"field\":\"label\",\"value\":\"100%\"}}"),
            Map.entry("underscore is no wildcard", "{\"prefix\":{\"field\":\"label\",\"value\":\"_\"}}"),
            Map.entry("star is no wildcard", "{\"prefix\":{\"field\":\"label\",\"value\":\"a*\"}}"),
            Map.entry("every text begins with nothing", "{\"prefix\":{\"field\":\"label\",\"value\":\"\"}}"),
            Map.entry("not a prefix", "{\"not\":{\"prefix\":{\"field\":\"label\",\"value\":\"e\u0301\"}}}"),
            Map.entry("composed and combining are one", "{\"eq\":{\"field\":\"label\",\"value\":\"e\u0301t\u00e9\"}}"),
            Map.entry(
                    "in no area is not in this one", "{\"not\":{\"inArea\":{\"field\":\"areas\",\"area\":\"13055\"}}}"),
            Map.entry("in no area is known", "{\"exists\":{\"field\":\"areas\"}}"),
            Map.entry("a constant finer than the scale", "{\"eq\":{\"field\":\"price\",\"value\":1.005}}"),
            Map.entry("not equal to a finer one", "{\"ne\":{\"field\":\"price\",\"value\":1.005}}"),
            Map.entry("below a finer one", "{\"lt\":{\"field\":\"price\",\"value\":1.005}}"),
            Map.entry("not above a finer one", "{\"not\":{\"gt\":{\"field\":\"price\",\"value\":-1.005}}}"),
            Map.entry("not among finer ones", "{\"not\":{\"in\":{\"field\":\"price\",\"values\":[1.005,1e25]}}}"),
            Map.entry("larger than can be stored", "{\"le\":{\"field\":\"price\",\"value\":1e25}}"),
            Map.entry("digits beyond a double", "{\"gt\":{\"field\":\"count\",\"value\":9007199254740992}}"),
            Map.entry("the largest whole number", "{\"ge\":{\"field\":\"count\",\"value\":9223372036854775807}}"),
            Map.entry("negative zero is zero", "{\"lt\":{\"field\":\"level\",\"value\":0}}"),
            Map.entry("the smallest double", "{\"gt\":{\"field\":\"level\",\"value\":0}}"),
            Map.entry("before 1970", "{\"lt\":{\"field\":\"at\",\"value\":\"1970-01-01T00:00:00Z\"}}"),
            Map.entry("after a millisecond", "{\"gt\":{\"field\":\"at\",\"value\":\"2026-05-01T08:30:00.123Z\"}}"),
            Map.entry("until a millisecond", "{\"le\":{\"field\":\"at\",\"value\":\"2026-05-01T08:30:00.123Z\"}}"),
            Map.entry("the first instant", "{\"le\":{\"field\":\"at\",\"value\":\"0001-01-01T00:00:00Z\"}}"),
            Map.entry(
                    "an interval turned round", "{\"not\":{\"interval\":{\"field\":\"count\",\"from\":5,\"to\":1}}}"));
}
