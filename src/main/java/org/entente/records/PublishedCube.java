package org.entente.records;

import java.time.Instant;
import java.util.UUID;

/**
 * A cube with the snapshot that is answered from.
 *
 * @param snapshot its number
 */
record PublishedCube(UUID dataset, int version, Cube cube, int snapshot, Instant takenAt) {
    String table() {
        return table(dataset, snapshot);
    }

    static String table(UUID dataset, int snapshot) {
        return "cubes.s_" + dataset.toString().replace("-", "") + "_" + snapshot;
    }
}
