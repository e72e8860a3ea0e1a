package org.entente.records;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of the generated city as it was published, null where a cell is hidden.
 *
 * @param district level: 0 for none, 1 for zones, 2 for districts
 * @param age level: 0 for none, else an index of {@link #WIDTHS}
 * @param sums of what the persons of a cell cost; empty where they were not asked for
 */
record Published(int district, int age, boolean sex, boolean ill, List<Long> counts, List<BigDecimal> sums) {
    static final int[] WIDTHS = {0, 25, 5, 1};
    static final int ZONE = 5;

    /** All tables that a cube of at most three of these dimensions could have, without their cells. */
    static List<Published> shapes() {
        var shapes = new ArrayList<Published>();
        for (int district = 0; district < 3; district++) {
            for (int age = 0; age < WIDTHS.length; age++) {
                for (int more = 0; more < 4; more++) {
                    var shape = new Published(district, age, more % 2 == 1, more / 2 == 1, List.of(), List.of());
                    if (shape.dimensions() < 4) {
                        shapes.add(shape);
                    }
                }
            }
        }
        return shapes;
    }

    int dimensions() {
        return (district > 0 ? 1 : 0) + (age > 0 ? 1 : 0) + (sex ? 1 : 0) + (ill ? 1 : 0);
    }

    Published with(List<Long> counts, List<BigDecimal> sums) {
        return new Published(district, age, sex, ill, counts, sums);
    }

    int cells() {
        return (district == 0 ? 1 : district == 1 ? Person.DISTRICTS / ZONE : Person.DISTRICTS)
                * (age == 0 ? 1 : Person.AGES / WIDTHS[age])
                * (sex ? 2 : 1)
                * (ill ? 2 : 1);
    }

    /** Which cell counts the person, or would if they were ill or were not. */
    int cell(Person person, boolean isIll) {
        return cell(person.district(), person.age(), person.sex(), isIll);
    }

    int cell(int inDistrict, int atAge, int ofSex, boolean isIll) {
        int cell = district == 0 ? 0 : district == 1 ? inDistrict / ZONE : inDistrict;
        if (age > 0) {
            cell = cell * (Person.AGES / WIDTHS[age]) + atAge / WIDTHS[age];
        }
        cell = sex ? cell * 2 + ofSex : cell;
        return ill ? cell * 2 + (isIll ? 1 : 0) : cell;
    }

    Long count(Person person, boolean isIll) {
        return counts.get(cell(person, isIll));
    }
}
