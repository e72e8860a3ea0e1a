package org.entente.local;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.Set;

/** When things happen in Port-Lazare: by hour, weekday, month and on the days of its festivals. */
enum Rhythm {
    /** Late evenings, most of all on Friday and Saturday nights in summer. */
    NIGHT_LIFE("875321000000112222334579", 4, 12, 10, 16),
    /** Working hours, seen from people's windows and on their way. */
    DAYTIME("000000138999789998652110", 1, 5, 10, 11),
    /** The two peaks of traffic. */
    RUSH_HOUR("100002699643345699742111", 1, 4, 10, 8),
    /** All day, with a summit at the end of the morning and in the evening. */
    ROUND_THE_CLOCK("432222346899887788987665", 1, 10, 10, 10),
    /** The heat of summer afternoons. */
    HEAT("000000012345799998643210", 1, 12, 1, 60),
    /** The illnesses of winter. */
    COLD_SEASON("322222347999887788876544", 1, 10, 40, 6);

    static final ZoneId ZONE = ZoneId.of("Europe/Paris");
    /** The records cover these 24 months; the end is excluded. */
    static final LocalDate FIRST = LocalDate.of(2024, 11, 1);

    static final LocalDate END = LocalDate.of(2026, 11, 1);
    private static final Set<MonthDay> FESTIVALS =
            Set.of(MonthDay.of(6, 21), MonthDay.of(7, 13), MonthDay.of(8, 15), MonthDay.of(12, 31));

    private final String hours;
    private final int festive;
    private final int sunday;
    private final int winter;
    private final int summer;

    /**
     * @param hours a digit an hour of the day, midnight first
     * @param festive how many times more on festive nights (Friday, Saturday, festivals)
     * @param sunday, winter, summer tenths of an ordinary weekday in spring
     */
    Rhythm(String hours, int festive, int sunday, int winter, int summer) {
        this.hours = hours;
        this.festive = festive;
        this.sunday = sunday;
        this.winter = winter;
        this.summer = summer;
    }

    /** An instant within the covered months, to the second. */
    Instant draw(Random random) {
        long seconds = ChronoUnit.DAYS.between(FIRST, END) * 86_400;
        long summit = 9L * festive * Math.max(10, sunday) * Math.max(10, Math.max(winter, summer));
        LocalDateTime drawn;
        do {
            drawn = FIRST.atStartOfDay().plusSeconds((long) (random.nextDouble() * seconds));
        } while (random.nextDouble() * summit >= weight(drawn));
        return drawn.atZone(ZONE).toInstant();
    }

    private long weight(LocalDateTime at) {
        // a night belongs to the evening on which it began
        LocalDate evening = at.minusHours(6).toLocalDate();
        return (long) (hours.charAt(at.getHour()) - '0') * night(evening) * day(at) * season(at);
    }

    private int night(LocalDate evening) {
        int weekday = evening.getDayOfWeek().getValue();
        return weekday == 5 || weekday == 6 || FESTIVALS.contains(MonthDay.from(evening)) ? festive : 1;
    }

    private int day(LocalDateTime at) {
        return at.getDayOfWeek().getValue() == 7 ? sunday : 10;
    }

    private int season(LocalDateTime at) {
        return switch (at.getMonth()) {
            case DECEMBER, JANUARY, FEBRUARY -> winter;
            case JUNE, JULY, AUGUST -> summer;
            case MARCH, APRIL, MAY, SEPTEMBER, OCTOBER, NOVEMBER -> 10;
        };
    }
}
