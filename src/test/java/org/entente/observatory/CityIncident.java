package org.entente.observatory;

import java.util.Random;

/**
 * What was planted at one sensor, or as a crowd at most of a group; positions are slices of ten minutes, the end is not included.
 *
 * @param size in noise deviations, or as the kind says
 */
record CityIncident(Kind kind, int group, int sensor, int first, int end, double size) {
    static final int ALL = -1;
    static final int SLICES_OF_HOUR = 6;
    static final int SLICES_OF_DAY = 24 * SLICES_OF_HOUR;
    private static final int FIRST_DAY = 15;

    enum Kind {
        /** One to three values far off. */
        SPIKE,
        /** A day and more at another level. */
        SHIFT,
        /** No values. */
        SILENCE,
        /** The same value, in the range of the hour. */
        STUCK,
        /** The course of another time of day, within the usual range. */
        SHAPE,
        /** Unlike the neighbours for a day, within the usual range. */
        DEPARTURE,
        /** Most sensors of a group moderately higher for three hours. */
        CROWD
    }

    static CityIncident planted(Kind kind, int group, int sensor, Random random) {
        int length = length(kind, random);
        int first = SLICES_OF_DAY * FIRST_DAY
                + random.nextInt(SLICES_OF_DAY * (CityCalendar.DAYS - FIRST_DAY - 1) - length);
        double sign = random.nextBoolean() ? 1 : -1;
        return new CityIncident(kind, group, sensor, first, first + length, sign * size(kind, random));
    }

    private static int length(Kind kind, Random random) {
        return switch (kind) {
            case SPIKE -> 1 + random.nextInt(3);
            case SHIFT, DEPARTURE -> SLICES_OF_DAY + random.nextInt(SLICES_OF_DAY);
            case SILENCE, STUCK -> SLICES_OF_HOUR * (6 + random.nextInt(18));
            case SHAPE -> SLICES_OF_DAY;
            case CROWD -> SLICES_OF_HOUR * 3;
        };
    }

    private static double size(Kind kind, Random random) {
        return switch (kind) {
            case SPIKE -> 6 + 6 * random.nextDouble();
            case SHIFT -> 3 + 3 * random.nextDouble();
            case DEPARTURE -> 2 + random.nextDouble();
            case CROWD -> 2.5 + random.nextDouble();
            case SILENCE, STUCK, SHAPE -> 0;
        };
    }

    boolean touches(int otherGroup, int otherSensor) {
        return group == otherGroup && (sensor == ALL || sensor == otherSensor);
    }

    boolean contains(int slice, int grace) {
        return slice >= first && slice < end + grace;
    }
}
