package org.entente.local;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The interventions of the police: two in five follow a report that the city received minutes before. */
final class PoliceInterventions {

    static final int ROWS = 5_000;
    private static final int AFTER_A_REPORT = 2_000;

    private PoliceInterventions() {}

    static List<CityEvent<PoliceIntervention>> events() {
        Random random = new Random(1_701);
        List<CityEvent<PoliceIntervention>> own =
                CityEvent.draw(random, ROWS - AFTER_A_REPORT, PoliceIntervention.values());
        return Stream.concat(own.stream(), afterReports(random))
                .sorted(Comparator.comparing(CityEvent::at))
                .toList();
    }

    private static Stream<CityEvent<PoliceIntervention>> afterReports(Random random) {
        return StreetReports.events().stream()
                .filter(r -> r.kind().tranquillity && random.nextInt(10) < 7)
                .limit(AFTER_A_REPORT)
                .map(r -> after(r, random));
    }

    private static CityEvent<PoliceIntervention> after(CityEvent<StreetIncident> report, Random random) {
        PoliceIntervention kind = report.kind() == StreetIncident.PUBLIC_ORDER
                ? PoliceIntervention.AFFRAY
                : PoliceIntervention.DISTURBANCE;
        District district = report.district();
        return new CityEvent<>(
                kind,
                report.at().plusSeconds(90 + random.nextInt(900)),
                district,
                district.near(report.where(), random));
    }

    static Stream<Row> rows() {
        Random random = new Random(1_702);
        List<CityEvent<PoliceIntervention>> events = events();
        return IntStream.range(0, ROWS).mapToObj(i -> row(i, events.get(i), random));
    }

    /** Persons are numbered apart from the hospital's patients: the two cannot be linked. */
    private static Row row(int index, CityEvent<PoliceIntervention> event, Random random) {
        int priority = event.kind() == PoliceIntervention.AFFRAY ? 1 : 1 + random.nextInt(3);
        int age = 14 + random.nextInt(25) + random.nextInt(30);
        int persons = random.nextInt(4) + (event.kind() == PoliceIntervention.AFFRAY ? 2 : 0);
        return Row.at(event.where())
                .with("intervention_id", "INT-%06d".formatted(index + 1))
                .with("called_at", event.at())
                .with("arrived_at", event.at().plusSeconds(priority * (120L + random.nextInt(600))))
                .with("nature", event.kind().code)
                .with("district", event.district().code())
                .with("priority", priority)
                .with("persons_involved", persons)
                .with(
                        "person_code",
                        persons == 0
                                ? null
                                : "M-%06d".formatted(Pseudonym.aged(age, random).number()))
                .with("person_age", persons == 0 ? null : age)
                .with("procedure_opened", random.nextInt(100) < 31);
    }
}
