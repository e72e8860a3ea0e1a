package org.entente.records;

import java.math.BigDecimal;
import java.util.List;

/**
 * One group as it was computed.
 *
 * @param group its value of each grouping, null where the rows have none
 * @param values of each metric, null where nothing was there to compute with
 * @param size how many rows the least supported of the metrics stands on
 */
record AggregateRow(List<String> group, List<BigDecimal> values, long size) {}
