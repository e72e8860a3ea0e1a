package org.entente.observatory;

/**
 * What a series is expected to be in a {@link Season}, learnt as it goes: clipped means by hour of the week, shrunk to those by
 * hour of the day, shrunk to the overall one; in school holidays, means of their own, shrunk to those, which stay as they are. An event teaches nothing.
 * O(1) a point, 2.8 KB.
 */
final class Profile implements Stateful {
    private static final double SLOWEST = 0.05;
    private static final double SLOWEST_SCALE = 0.002;
    private static final double SLOWEST_SPREAD = 0.02;
    private static final int PRIOR = 6;
    private static final int PRIOR_SPREAD = 12;
    private static final double CLIP = 4;
    private static final int UNCLIPPED = 30;

    private final Means weekly = new Means(Season.HOURS_OF_WEEK);
    private final Means holidays = new Means(Season.HOLIDAY_HOURS);
    private final Means daily = new Means(Season.HOURS_OF_DAY);
    private final Means spread = new Means(Season.HOURS_OF_DAY);
    private final Means overall = new Means(1);
    private long count;
    private double scale;

    double expected(Season season) {
        int hour = season.hourOfDay();
        double day = daily.count(hour) == 0 ? overall.mean(0) : daily.mean(hour);
        double week = weekly.shrunk(season.hourOfWeek(), day, PRIOR);
        return season.holidays() ? holidays.shrunk(season.holidayHour(), week, PRIOR) : week;
    }

    /** The mean distance from what is expected at this hour of the day. */
    double spread(Season season) {
        return spread.shrunk(season.hourOfDay(), scale, PRIOR_SPREAD);
    }

    double scale() {
        return scale;
    }

    void learn(Season season, double expected, double residual) {
        if (season.event()) {
            return;
        }
        double clipped = count < UNCLIPPED ? residual : Math.clamp(residual, -CLIP * scale, CLIP * scale);
        means(season, expected + clipped);
        count++;
        scale += Math.max(SLOWEST_SCALE, 1.0 / count) * (Math.abs(clipped) - scale);
        spread.move(season.hourOfDay(), Math.abs(clipped), SLOWEST_SPREAD);
    }

    private void means(Season season, double towards) {
        if (season.holidays()) {
            holidays.move(season.holidayHour(), towards, SLOWEST);
            return;
        }
        weekly.move(season.hourOfWeek(), towards, SLOWEST);
        daily.move(season.hourOfDay(), towards, SLOWEST);
        overall.move(0, towards, SLOWEST);
    }

    @Override
    public void exchange(StateExchange state) {
        weekly.exchange(state);
        holidays.exchange(state);
        daily.exchange(state);
        spread.exchange(state);
        overall.exchange(state);
        count = state.whole(count);
        scale = state.real(scale);
    }
}
