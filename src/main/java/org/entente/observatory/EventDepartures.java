package org.entente.observatory;

/**
 * How far the series went at events of the calendar. What departs at the first one is what such an event brings; at a later one it is
 * more than that where it goes half as far again as at any before (and as four usual distances), which is told once an event. O(1), 32 bytes. Limits: events of all
 * kinds are one, and what happens at the first is not told.
 */
final class EventDepartures implements Stateful {
    private static final double BEYOND = 1.5;
    /** What comes on ordinary evenings too: an event without an effect must not make them anomalies. */
    private static final double LEAST = 4;

    private double before;
    private double now;
    private boolean told;

    /** @param departure from what is expected, in usual distances */
    boolean goesBeyond(double departure) {
        now = Math.max(now, Math.abs(departure));
        boolean beyond = !told && before > 0 && now > BEYOND * Math.max(LEAST, before);
        told |= beyond;
        return beyond;
    }

    /** Once an observation that lies in none. */
    void end() {
        before = Math.max(before, now);
        now = 0;
        told = false;
    }

    @Override
    public void exchange(StateExchange state) {
        before = state.real(before);
        now = state.real(now);
        told = state.whole(told ? 1 : 0) == 1;
    }
}
