package org.entente.observatory;

import java.util.EnumSet;
import java.util.Set;

/** The detectors whose score takes no part in a series: they go on learning. */
final class SuspendedDetectors implements Stateful {
    private long bits;

    boolean has(DetectorKind detector) {
        return (bits & bit(detector)) != 0;
    }

    void add(DetectorKind detector) {
        bits |= bit(detector);
    }

    void remove(DetectorKind detector) {
        bits &= ~bit(detector);
    }

    Set<DetectorKind> all() {
        var all = EnumSet.allOf(DetectorKind.class);
        all.removeIf(detector -> !has(detector));
        return all;
    }

    private static long bit(DetectorKind detector) {
        return 1L << detector.ordinal();
    }

    @Override
    public void exchange(StateExchange state) {
        bits = state.whole(bits);
    }
}
