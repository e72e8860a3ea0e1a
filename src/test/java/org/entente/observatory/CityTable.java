package org.entente.observatory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What of the planted incidents was told. An anomaly belongs to an incident from its beginning until six hours after its end (a
 * crowd's may be told by any of its sensors); until a day after its end it counts for nothing, as the way back to ordinary is
 * no ordinary course either; all others are false alarms.
 */
final class CityTable {
    private static final int GRACE = 6 * CityIncident.SLICES_OF_HOUR;
    private static final int AFTERMATH = CityIncident.SLICES_OF_DAY;

    /**
     * @param delay median minutes from the beginning
     */
    record Row(CityIncident.Kind kind, int planted, int found, double delay) {}

    /**
     * @param right anomalies of this kind that belong to an incident
     * @param perDay false alarms of all sensors and groups together
     */
    record KindRow(EvidenceKind kind, int right, int wrong, double perDay) {}

    private final List<CityIncident> incidents;
    private final List<CityTrial.Told> told;

    CityTable(List<CityIncident> incidents, List<CityTrial.Told> told) {
        this.incidents = incidents;
        this.told = told;
    }

    List<Row> rows() {
        return Arrays.stream(CityIncident.Kind.values()).map(this::row).toList();
    }

    private Row row(CityIncident.Kind kind) {
        var delays = new ArrayList<Double>();
        var planted = incidents.stream().filter(i -> i.kind() == kind).toList();
        for (var incident : planted) {
            told.stream()
                    .filter(t -> belongs(t, incident, GRACE))
                    .mapToDouble(t -> 10.0 * (t.slice() - incident.first()))
                    .min()
                    .ifPresent(delays::add);
        }
        delays.sort(null);
        return new Row(
                kind, planted.size(), delays.size(), delays.isEmpty() ? Double.NaN : delays.get(delays.size() / 2));
    }

    private static boolean belongs(CityTrial.Told told, CityIncident incident, int grace) {
        boolean here = told.sensor() == CityIncident.ALL
                ? told.group() == incident.group()
                : incident.touches(told.group(), told.sensor());
        return here && incident.contains(told.slice(), grace);
    }

    List<KindRow> kinds() {
        return Arrays.stream(EvidenceKind.values()).map(this::kind).toList();
    }

    private KindRow kind(EvidenceKind kind) {
        var of = told.stream().filter(t -> t.anomaly().kind() == kind).toList();
        int right = (int) of.stream().filter(t -> anyHas(t, GRACE)).count();
        int wrong = (int) of.stream().filter(t -> !anyHas(t, AFTERMATH)).count();
        return new KindRow(kind, right, wrong, wrong / (double) CityCalendar.DAYS);
    }

    private boolean anyHas(CityTrial.Told told, int grace) {
        return incidents.stream().anyMatch(incident -> belongs(told, incident, grace));
    }

    /** False alarms on the public holidays, a holiday. */
    double falseAHoliday() {
        long wrong = told.stream()
                .filter(t -> CityCalendar.isPublicHoliday(SimulatedCity.at(t.slice())))
                .filter(t -> !anyHas(t, AFTERMATH))
                .count();
        return wrong / (double) CityCalendar.PUBLIC_HOLIDAYS.size();
    }

    double precision() {
        double right = kinds().stream().mapToInt(KindRow::right).sum();
        return right / (right + kinds().stream().mapToInt(KindRow::wrong).sum());
    }
}
