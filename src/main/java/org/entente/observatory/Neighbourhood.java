package org.entente.observatory;

import java.util.Arrays;

/**
 * What the neighbours of the same kind do in the same slice of time, told in the usual distances of each: the median of their
 * departures, and how far they scatter about it (median absolute deviation), both robust against every second one being broken.
 */
public record Neighbourhood(double median, double scatter) {
    static final int FEWEST = 4;
    private static final double TO_DEVIATION = 1.4826;
    /** Neighbours that agree by chance must not make a small departure a great one. */
    private static final double LEAST_SCATTER = 1;
    /** Beyond so many usual distances all are the same, of which the first of a series, that know nothing yet, must not be the farthest. */
    private static final double CUT = 20;

    /** Of those departures that are numbers; nothing can be said of fewer than four. */
    public static Neighbourhood of(double... departures) {
        var known = Arrays.stream(departures)
                .filter(Double::isFinite)
                .map(Neighbourhood::cut)
                .toArray();
        if (known.length < FEWEST) {
            return new Neighbourhood(Double.NaN, Double.NaN);
        }
        double median = median(known);
        double scatter =
                median(Arrays.stream(known).map(d -> Math.abs(d - median)).toArray());
        return new Neighbourhood(median, TO_DEVIATION * scatter);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /** How far a sensor is from its neighbours, in their scatter; not a number where they say nothing. */
    public double departure(double own) {
        return (cut(own) - median) / Math.max(LEAST_SCATTER, scatter);
    }

    static double cut(double departure) {
        return Math.clamp(departure, -CUT, CUT);
    }
}
