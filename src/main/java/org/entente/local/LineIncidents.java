package org.entente.local;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The incidents on the lines of the transport authority. */
final class LineIncidents {

    static final int ROWS = 4_000;

    private LineIncidents() {}

    static Stream<Row> rows() {
        Random random = new Random(1_902);
        List<CityEvent<LineIncident>> events = CityEvent.draw(new Random(1_901), ROWS, LineIncident.values());
        return IntStream.range(0, ROWS).mapToObj(i -> row(i, events.get(i), random));
    }

    private static Row row(int index, CityEvent<LineIncident> event, Random random) {
        LineIncident kind = event.kind();
        boolean ferry = kind == LineIncident.ROUGH_SEA;
        return Row.at(event.where())
                .with("incident_id", "RTM-%06d".formatted(index + 1))
                .with("occurred_at", event.at())
                .with("line", ferry ? Weighted.any(random, "M1", "M2") : line(kind, random))
                .with("stop", stop(event.district(), ferry, random))
                .with("district", event.district().code())
                .with("nature", kind.code)
                .with("delay_minutes", 1 + random.nextInt(kind.usualDelay * 2))
                .with("passengers", 3 + random.nextInt(60))
                .with("vehicle", (ferry ? "NAV-%03d" : "BUS-%03d").formatted(1 + random.nextInt(ferry ? 6 : 140)))
                .with("resolved", random.nextInt(100) < 98);
    }

    private static String line(LineIncident kind, Random random) {
        return kind == LineIncident.INCIVILITY && random.nextBoolean() ? "N1" : "B" + (1 + random.nextInt(12));
    }

    private static String stop(District district, boolean ferry, Random random) {
        String place = ferry
                ? "Embarcadère"
                : Weighted.any(random, "Mairie", "Marché", "Église", "Collège", "Jardin", "Rond-point", "Terminus");
        return district.name() + " – " + place;
    }
}
