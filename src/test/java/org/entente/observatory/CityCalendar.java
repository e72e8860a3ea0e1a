package org.entente.observatory;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** The simulated city's spring: sixty days with five public holidays, school holidays and two matches in the stadium. */
final class CityCalendar {
    static final ZoneId ZONE = ZoneId.of("Europe/Paris");
    static final int DAYS = 60;
    static final LocalDate FIRST = LocalDate.of(2026, 3, 30);
    static final Set<LocalDate> PUBLIC_HOLIDAYS = Set.of(
            LocalDate.of(2026, 4, 6),
            LocalDate.of(2026, 5, 1),
            LocalDate.of(2026, 5, 8),
            LocalDate.of(2026, 5, 14),
            LocalDate.of(2026, 5, 25));
    static final List<CalendarPeriod> SCHOOL_HOLIDAYS =
            List.of(new CalendarPeriod("Spring holidays", midnight(2026, 4, 11), midnight(2026, 4, 27)));
    /** The day after the school holidays, counted from 0. */
    static final int BACK_TO_SCHOOL = 28;

    static final SeasonalContext KNOWN = new SeasonalContext(ZONE, PUBLIC_HOLIDAYS, SCHOOL_HOLIDAYS, List.of());
    static final SeasonalContext UNKNOWN = SeasonalContext.hours(ZONE);

    private CityCalendar() {}

    private static Instant midnight(int year, int month, int day) {
        return LocalDate.of(year, month, day).atStartOfDay(ZONE).toInstant();
    }

    static boolean isPublicHoliday(Instant instant) {
        return PUBLIC_HOLIDAYS.contains(instant.atZone(ZONE).toLocalDate());
    }

    static Instant begin() {
        return FIRST.atStartOfDay(ZONE).toInstant();
    }
}
