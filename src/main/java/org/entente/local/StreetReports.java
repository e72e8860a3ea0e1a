package org.entente.local;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The city's street incident reports. Three rows are wrong on purpose, so that their rejection can be seen. */
final class StreetReports {

    static final int ROWS = 9_000;
    private static final int SHORT_ROW = 3_100;
    private static final int UNREADABLE_DATE_ROW = 5_200;
    private static final int LONG_ROW = 7_300;

    private StreetReports() {}

    static List<CityEvent<StreetIncident>> events() {
        return CityEvent.draw(new Random(1_601), ROWS, StreetIncident.values());
    }

    static Stream<Row> rows() {
        Random random = new Random(1_602);
        List<CityEvent<StreetIncident>> events = events();
        return IntStream.range(0, ROWS).mapToObj(i -> spoil(i, row(i, events.get(i), random)));
    }

    private static Row row(int index, CityEvent<StreetIncident> event, Random random) {
        StreetIncident kind = event.kind();
        return Row.at(event.where())
                .with("report_id", "SIG-%06d".formatted(index + 1))
                .with("reported_at", event.at())
                .with("category", kind.code)
                .with("district", event.district().code())
                .with("description", description(event, random))
                .with("reporter_phone", phone(random))
                .with("reporter_age", random.nextInt(10) == 0 ? null : 17 + random.nextInt(40) + random.nextInt(30))
                .with("response_minutes", minutes(kind.usualMinutes, random))
                .with("closed", random.nextInt(100) < (kind.tranquillity ? 97 : 88));
    }

    private static String description(CityEvent<StreetIncident> event, Random random) {
        return Weighted.any(random, event.kind().phrases) + ", "
                + Weighted.any(random, "près du carrefour", "devant un immeuble", "à côté de l'arrêt", "sur la place")
                + ", " + event.district().name();
    }

    /** A number of the range 06 39 98, which the French regulator keeps for works of fiction. */
    private static String phone(Random random) {
        return "+33 6 39 98 %02d %02d".formatted(random.nextInt(100), random.nextInt(100));
    }

    private static BigDecimal minutes(int usual, Random random) {
        double factor = 0.4 + random.nextDouble() * random.nextDouble() * 3;
        return BigDecimal.valueOf(usual * factor).setScale(1, RoundingMode.HALF_EVEN);
    }

    private static Row spoil(int index, Row row) {
        switch (index) {
            case SHORT_ROW -> row.values().remove("closed");
            case UNREADABLE_DATE_ROW -> row.with("reported_at", "le 31 février vers minuit");
            case LONG_ROW -> row.with("surplus", "colonne en trop");
            default -> {}
        }
        return row;
    }
}
