package org.entente.access;

import com.fasterxml.jackson.databind.JsonNode;
import org.entente.kernel.Filter;
import org.entente.kernel.FilterBounds;
import org.entente.kernel.FilterJson;

/** The policies' filter over dataset attributes; a partner may have been given many hidden datasets. */
final class VisibleFilter {
    private VisibleFilter() {}

    static Filter read(JsonNode json) {
        return FilterJson.read(json, "visible", FilterBounds.COMBINED);
    }
}
