package org.entente.records;

import java.util.Arrays;

/** Why an aggregate, or one value of it, is not simply what was asked for; worded in {@code messages/reasons_*.properties}. */
public enum AggregateReason {
    /** The dataset holds personal data and nobody published what may be counted of it. */
    CUBE_NONE("cube.none"),
    /** No grant's rows are whole members of the cube. */
    CUBE_ROW_FILTER("cube.row_filter"),
    /** Too many cells of the table would have to be hidden. */
    CUBE_SPARSE("cube.sparse"),
    /** The value has noise. */
    CUBE_NOISE("cube.noise"),
    /** The cell has few units, perhaps none. */
    CUBE_THRESHOLD("cube.threshold"),
    /** The group is smaller than an obligation allows. */
    GROUP_MINIMUM("group.minimum"),
    /** The group is withheld so that a smaller one cannot be had by subtraction. */
    GROUP_COMPLEMENT("group.complement"),
    /** Two filters could differ by one small group. */
    GROUP_FILTER("group.filter"),
    /** A minimum, a maximum or a percentile is what one row says. */
    GROUP_EXTREME("group.extreme"),
    /** Areas lie in each other: a small one is what two shown ones differ by. */
    GROUP_AREA("group.area");

    private final String code;

    AggregateReason(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    /** Whether the code is one of these: policies never say it. */
    public static boolean isSaid(String code) {
        return Arrays.stream(values()).anyMatch(reason -> reason.code.equals(code));
    }
}
