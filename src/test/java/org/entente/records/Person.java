package org.entente.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A person of a generated city. Where they live, their age and sex are known to their neighbours; whether they are ill and what they cost is not. */
record Person(String code, int district, int age, int sex, boolean ill, int cost) {
    static final int DISTRICTS = 15;
    static final int AGES = 100;
    private static final int[] INHABITANTS = {12, 10, 10, 9, 8, 8, 7, 7, 6, 6, 5, 4, 4, 2, 2};

    /** The same persons for the same seed: three in ten are ill, a little more often where they are older. */
    static List<Person> generate(String name, int count, long seed) {
        var random = new Random(seed);
        var persons = new ArrayList<Person>(count);
        for (int i = 0; i < count; i++) {
            int district = district(random.nextInt(100));
            int age = Math.min(AGES - 1, (int) (100 * Math.abs(random.nextDouble() + random.nextDouble() - 1)));
            int sex = random.nextInt(2);
            boolean ill = random.nextDouble() < illness(district, age, sex);
            int cost = (int) Math.min(9_000, Math.exp(5 + (ill ? 0.8 : 0) + random.nextGaussian()));
            persons.add(new Person(name + i, district, age, sex, ill, cost));
        }
        return persons;
    }

    private static int district(int at) {
        int district = 0;
        for (int sum = INHABITANTS[0]; at >= sum; sum += INHABITANTS[++district]) {}
        return district;
    }

    /** What the true margins tell of someone: nobody can guess better who knows nothing of this one person. */
    static double illness(int district, int age, int sex) {
        return 1 / (1 + Math.exp(0.8 - 0.01 * (age - 40) - 0.02 * (district - 7) - 0.1 * sex));
    }

    double illness() {
        return illness(district, age, sex);
    }

    /** Where they are in the finest cells. */
    int place() {
        return (district * AGES + age) * 2 + sex;
    }
}
