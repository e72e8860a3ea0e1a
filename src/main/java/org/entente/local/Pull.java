package org.entente.local;

import java.util.List;
import java.util.Random;

/** Which districts draw an event, as weights in the order of the district codes PL01 to PL08. */
enum Pull {
    HARBOUR(46, 8, 20, 2, 9, 9, 3, 3),
    DOCKS(14, 44, 10, 14, 8, 4, 4, 2),
    CENTRE(18, 4, 34, 4, 22, 6, 6, 6),
    BEACH(16, 3, 6, 5, 4, 58, 3, 5),
    POPULATION(98, 42, 156, 69, 173, 114, 132, 119);

    private final int[] weights;

    Pull(int... weights) {
        this.weights = weights;
    }

    District draw(List<District> districts, Random random) {
        return districts.get(Weighted.index(weights, random));
    }
}
