package org.entente.observatory;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An anomaly as it is kept.
 *
 * @param position in the order in which they were told; 0 of one that is not kept yet
 * @param series its number
 * @param occasions what of the calendar held then
 */
record KnownAnomaly(
        UUID id, long position, int series, UUID dataset, Anomaly anomaly, List<String> occasions, Instant toldAt) {}
