package org.entente.observatory;

/**
 * A unit of the series' own, so that scores do not change with the unit of measure: the first value is 0, the first different one
 * is 1. Rounded to 2^-24 so that affine copies give the same numbers; absurd values count as 10^12 of these units.
 */
final class Unit implements Stateful {
    private static final double GREATEST = 1e12;
    private static final double GRAIN = 0x1p24;

    private boolean begun;
    private double origin;
    private double size;

    double own(double value) {
        if (!begun) {
            begun = true;
            origin = value;
        }
        if (size == 0 && Double.isFinite(value - origin)) {
            size = value - origin;
        }
        return size == 0 ? 0 : rounded((value - origin) / size);
    }

    private static double rounded(double value) {
        return Math.rint(Math.clamp(value, -GREATEST, GREATEST) * GRAIN) / GRAIN;
    }

    double measured(double own) {
        return origin + own * size;
    }

    double measuredDistance(double own) {
        return Math.abs(own * size);
    }

    @Override
    public void exchange(StateExchange state) {
        begun = state.whole(begun ? 1 : 0) == 1;
        origin = state.real(origin);
        size = state.real(size);
    }
}
