package org.entente.records;

import java.util.List;

/**
 * One way to divide a dimension.
 *
 * @param members their names, known to everyone who may ask: which exist must not depend on who is counted
 * @param ofFinest for each of the finest level's members, which one of these it belongs to
 */
record CubeLevel(String name, List<String> members, int[] ofFinest) {}
