package org.entente.local;

import java.util.Arrays;
import java.util.Random;

/** Draws by weight. */
final class Weighted {

    private Weighted() {}

    /** An index of the weights, each as likely as its weight says. */
    static int index(int[] weights, Random random) {
        int left = random.nextInt(Arrays.stream(weights).sum());
        int index = 0;
        while (left >= weights[index]) {
            left -= weights[index++];
        }
        return index;
    }

    @SafeVarargs
    static <T> T any(Random random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
