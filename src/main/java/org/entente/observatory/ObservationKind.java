package org.entente.observatory;

import org.eclipse.microprofile.graphql.Description;

/** What becomes of an observation that is appended. */
public enum ObservationKind {
    @Description("Stored; scored as soon as nothing older may come any more")
    ACCEPTED,
    @Description(
            "Like the accepted ones, among which it is counted too: it came after a newer one and was put in its order")
    REORDERED,
    @Description("Stored, shown and counted, but never scored: it came later than the series allows")
    LATE,
    @Description("Nothing: the same value of the same instant is there")
    DUPLICATE,
    @Description("Expected by the frequency and not there, between those that came; nothing is put in their place")
    MISSING,
    @Description("Set aside: another value of the same instant is there, which stays")
    CONFLICTING,
    @Description("Set aside: null, NaN or no number")
    NOT_A_NUMBER,
    @Description("Set aside: infinite")
    INFINITE,
    @Description("Set aside: beyond what the series says can be measured")
    ABSURD,
    @Description("Set aside: in another unit than the series'")
    WRONG_UNIT,
    @Description("Set aside: its instant cannot be read")
    UNREADABLE_INSTANT,
    @Description("Set aside: further in the future than clocks differ, so that all that follows would be late")
    FUTURE,
    @Description("Set aside: of a time that is not kept")
    TOO_OLD;

    boolean isSetAside() {
        return compareTo(CONFLICTING) >= 0;
    }
}
