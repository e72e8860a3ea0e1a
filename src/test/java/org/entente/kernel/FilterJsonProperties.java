package org.entente.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class FilterJsonProperties {
    @Property
    void what_was_written_is_read_again(@ForAll long seed) {
        Filter filter = new FilterSamples(seed).filter();
        assertThat(FilterJson.parse(FilterJson.write(filter).toString(), "filter"))
                .isEqualTo(filter);
    }
}
