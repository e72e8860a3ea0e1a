package org.entente.observatory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Five hundred sensors over sixty days, a value every ten minutes: fifty groups of ten neighbours of one kind, which share the
 * weather of their quarter (an autoregressive factor) and have noise of their own, with incidents planted from the sixteenth day.
 */
final class SimulatedCity {
    static final int GROUPS = 50;
    static final int SENSORS = 10;
    static final int SLICES = CityIncident.SLICES_OF_DAY * CityCalendar.DAYS;
    private static final int INCIDENTS_OF_KIND = 40;
    private static final int CROWD = 7;
    private static final double PERSISTENCE = 0.97;
    private static final double SHARED = 0.7;
    private static final int SLIP = 11 * CityIncident.SLICES_OF_HOUR;

    private final long seed;
    private final List<CityIncident> incidents = new ArrayList<>();

    SimulatedCity(long seed, boolean withIncidents) {
        this.seed = seed;
        if (withIncidents) {
            var random = new Random(seed);
            for (var kind : CityIncident.Kind.values()) {
                for (int i = 0; i < INCIDENTS_OF_KIND; i++) {
                    plant(kind, random);
                }
            }
        }
    }

    /** At most one at a sensor, so that each is judged by itself. */
    private void plant(CityIncident.Kind kind, Random random) {
        CityIncident planted;
        do {
            boolean crowd = kind == CityIncident.Kind.CROWD;
            planted = CityIncident.planted(
                    kind, random.nextInt(GROUPS), crowd ? CityIncident.ALL : random.nextInt(SENSORS), random);
        } while (overlaps(planted));
        incidents.add(planted);
    }

    private boolean overlaps(CityIncident one) {
        return incidents.stream()
                .anyMatch(other -> one.sensor() == CityIncident.ALL && other.sensor() == CityIncident.ALL
                        ? one.group() == other.group()
                                && Math.abs(one.first() - other.first()) < 2 * CityIncident.SLICES_OF_DAY
                        : one.sensor() == other.sensor() && one.group() == other.group()
                                || one.group() == other.group()
                                        && (one.sensor() == CityIncident.ALL || other.sensor() == CityIncident.ALL)
                                        && one.first() < other.end() + CityIncident.SLICES_OF_DAY
                                        && other.first() < one.end() + CityIncident.SLICES_OF_DAY);
    }

    List<CityIncident> incidents() {
        return incidents;
    }

    static CityKind kind(int group) {
        return CityKind.values()[group % CityKind.values().length];
    }

    static Instant at(int slice) {
        return CityCalendar.begin().plusSeconds(slice * 600L);
    }

    /** By sensor and slice; not a number where nothing is said. */
    double[][] values(int group) {
        var random = new Random(seed * 1_000 + group);
        var values = new double[SENSORS][SLICES];
        var sizes = random.doubles(SENSORS, 0.5, 2).toArray();
        double quarter = 0;
        for (int slice = 0; slice < SLICES; slice++) {
            quarter = PERSISTENCE * quarter + Math.sqrt(1 - PERSISTENCE * PERSISTENCE) * random.nextGaussian();
            for (int sensor = 0; sensor < SENSORS; sensor++) {
                double noise = SHARED * quarter + Math.sqrt(1 - SHARED * SHARED) * random.nextGaussian();
                values[sensor][slice] = value(group, sensor, slice, noise, sizes[sensor], values[sensor]);
            }
        }
        return values;
    }

    private double value(int group, int sensor, int slice, double noise, double size, double[] before) {
        var incident = incidents.stream()
                .filter(i -> i.touches(group, sensor) && i.contains(slice, 0))
                .findFirst();
        if (incident.isEmpty()) {
            return reading(group, slice, noise, size);
        }
        return switch (incident.get().kind()) {
            case SILENCE -> Double.NaN;
            case STUCK -> before[incident.get().first() - 1];
            case SHAPE -> reading(group, slice - SLIP, noise, size);
            case CROWD ->
                reading(
                        group,
                        slice,
                        noise + (sensor < CROWD ? Math.abs(incident.get().size()) : 0),
                        size);
            case SPIKE, SHIFT, DEPARTURE ->
                reading(group, slice, noise + incident.get().size(), size);
        };
    }

    /** Sensors tell tenths. */
    private static double reading(int group, int slice, double noise, double size) {
        var kind = kind(group);
        var instant = at(slice);
        double course = kind.course(CityCalendar.KNOWN.at(instant), instant.getEpochSecond() / 60 % 60);
        double value = kind.usual * size * (course + kind.noise * noise * (0.3 + 0.7 * course));
        return Math.max(0, Math.rint(value * 10) / 10);
    }
}
