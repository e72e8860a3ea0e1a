package org.entente.observatory;

/**
 * What kind of hour an instant lies in, at the place of the series.
 *
 * @param hourOfWeek 0 to 167 from Monday midnight, local time; a public holiday counts as a Sunday
 * @param holidays whether it lies in school holidays, which have a profile of their own
 * @param event whether an event of the calendar is going on, whose values teach nothing about ordinary hours
 */
public record Season(int hourOfWeek, boolean holidays, boolean event) {
    static final int HOURS_OF_WEEK = 168;
    static final int HOURS_OF_DAY = 24;
    static final int HOLIDAY_HOURS = 48;
    private static final int FIRST_WEEKEND_HOUR = 120;

    public int hourOfDay() {
        return hourOfWeek % HOURS_OF_DAY;
    }

    /** Weekdays of school holidays are alike, and so are weekends. */
    int holidayHour() {
        return hourOfDay() + (hourOfWeek >= FIRST_WEEKEND_HOUR ? HOURS_OF_DAY : 0);
    }
}
