package org.entente.kernel;

import java.time.DateTimeException;
import java.time.Period;
import java.util.Optional;

/** Spans of the calendar as ISO 8601 writes them, such as P3M. */
public final class IsoPeriod {
    private static final int MOST_YEARS = 100;
    private static final int LONGEST_YEAR = 366;

    private IsoPeriod() {}

    /** Empty for what is none, is negative or longer than a hundred years: sums of dates must stay within the calendar. */
    public static Optional<Period> of(String text) {
        try {
            return Optional.of(Period.parse(text)).filter(IsoPeriod::isSane);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean isSane(Period period) {
        return !period.isNegative()
                && period.toTotalMonths() <= Period.ofYears(MOST_YEARS).toTotalMonths()
                && period.getDays() <= MOST_YEARS * LONGEST_YEAR;
    }
}
