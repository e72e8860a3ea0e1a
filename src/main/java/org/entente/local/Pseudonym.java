package org.entente.local;

import java.util.Random;

/**
 * The number under which a simulated person appears. One number always has the same age and sex, and does not show them.
 */
record Pseudonym(int number) {

    private static final int PERSONS_OF_AN_AGE = 300;
    /** A prime above all numbers, so that scattering keeps them apart. */
    private static final int MODULUS = 40_009;

    private static final int SCATTER = 7_919;

    static Pseudonym aged(int age, Random random) {
        return new Pseudonym((age * PERSONS_OF_AN_AGE + random.nextInt(PERSONS_OF_AN_AGE)) * SCATTER % MODULUS);
    }

    String code() {
        return "P-%06d".formatted(number);
    }

    String name() {
        return "Personne %06d".formatted(number);
    }

    String sex() {
        return number % 2 == 0 ? "F" : "M";
    }
}
