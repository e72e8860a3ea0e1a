package org.entente.catalogue;

import java.util.List;

/**
 * Where a page ended, with the weights it was ranked by: the next page goes on under the same, whatever became of the index.
 *
 * @param score of the last hit
 * @param modified of the last hit, midnight in ms since 1970
 * @param id of the last hit
 */
public record DatasetCursor(List<WordWeight> weights, double score, long modified, String id) {}
