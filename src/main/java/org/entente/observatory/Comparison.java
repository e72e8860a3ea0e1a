package org.entente.observatory;

import java.util.List;
import java.util.UUID;

/**
 * What a series is computed from by comparing: the departures of neighbours, each from what its own past lets expect, in slices of
 * time. An observation's instant is the beginning of its slice.
 *
 * @param neighbourhood the series of the median departure
 * @param of the neighbour whose departure from the others is told; null for the median of all
 * @param neighbours all of them
 * @param leftOut those that no slice waits for
 * @param uses the fields that they are made of: who is not shown one of them as it is, or not all rows, is not shown the series
 */
record Comparison(UUID neighbourhood, UUID of, List<UUID> neighbours, List<UUID> leftOut, List<String> uses) {}
