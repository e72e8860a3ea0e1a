package org.entente.records;

import java.util.Collections;
import java.util.List;
import java.util.UUID;

/**
 * Where a page ended.
 *
 * @param values of the sort's keys in their order, canonical, null where the row has none
 * @param id of the row; public ids are random, so that it says nothing
 */
public record Position(List<Object> values, UUID id) {
    public Position {
        values = Collections.unmodifiableList(values);
    }
}
