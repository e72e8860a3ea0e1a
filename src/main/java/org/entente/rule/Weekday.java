package org.entente.rule;

import java.time.DayOfWeek;

/** The days of the week as the API names them. */
public enum Weekday {
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    THURSDAY,
    FRIDAY,
    SATURDAY,
    SUNDAY;

    DayOfWeek day() {
        return DayOfWeek.valueOf(name());
    }

    static Weekday of(DayOfWeek day) {
        return valueOf(day.name());
    }
}
