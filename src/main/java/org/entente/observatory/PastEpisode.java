package org.entente.observatory;

import java.time.Instant;

/**
 * An earlier anomaly of a series.
 *
 * @param likeness of its evidence, 0 to 1
 */
public record PastEpisode(Instant at, EvidenceKind kind, double likeness) {}
