package org.entente.observatory;

/** The benchmark's three application profiles: what a false alert and a missed window cost against a window found. */
enum NumentaProfile {
    STANDARD(0.11, 1),
    REWARD_LOW_FALSE_POSITIVES(0.22, 1),
    REWARD_LOW_FALSE_NEGATIVES(0.11, 2);

    final double falsePositive;
    final double falseNegative;

    NumentaProfile(double falsePositive, double falseNegative) {
        this.falsePositive = falsePositive;
        this.falseNegative = falseNegative;
    }
}
