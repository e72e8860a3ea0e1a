package org.entente.observatory;

/**
 * When a sensor repeats a value too long, be the value ever so usual: after 12 equal observations, and three times the longest run
 * that touched this hour of the day (it fades by 1% a run), once 100 runs have ended. A run that was told counts at most twice
 * what it took to tell. O(1), 200 bytes. Limits: a sensor that is stuck where it often stands still anyway is noticed late.
 */
final class StuckRule implements Stateful {
    private static final int SHORTEST = 12;
    private static final double LONGEST_RUNS = 3;
    private static final int FIRST = 100;
    private static final double FADING = 0.99;

    private final double[] longest = new double[Season.HOURS_OF_DAY];
    private double value = Double.NaN;
    private long run;
    private long hours;
    private long ended;
    private boolean told;

    /** True once a run. */
    boolean tells(double next, Season season) {
        if (next != value) {
            end();
            value = next;
            run = 0;
            hours = 0;
            told = false;
        }
        run++;
        hours |= 1L << season.hourOfDay();
        boolean tells = !told && ended >= FIRST && run > limit(season.hourOfDay());
        told |= tells;
        return tells;
    }

    private double limit(int hour) {
        return Math.max(SHORTEST, LONGEST_RUNS * longest[hour]);
    }

    private void end() {
        ended++;
        for (int hour = 0; hour < longest.length; hour++) {
            if ((hours >>> hour & 1) == 1) {
                double length = told ? Math.min(run, 2 * limit(hour)) : run;
                longest[hour] = Math.max(length, longest[hour] * FADING);
            }
        }
    }

    @Override
    public void exchange(StateExchange state) {
        state.reals(longest);
        value = state.real(value);
        run = state.whole(run);
        hours = state.whole(hours);
        ended = state.whole(ended);
        told = state.whole(told ? 1 : 0) == 1;
    }
}
