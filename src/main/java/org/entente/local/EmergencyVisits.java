package org.entente.local;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The visits to the hospital's emergency department. Patients are numbers, and the place is rounded to about 100 m. */
final class EmergencyVisits {

    static final int ROWS = 7_000;
    private static final double ABOUT_100_METRES = 1e3;

    private EmergencyVisits() {}

    static Stream<Row> rows() {
        Random random = new Random(1_802);
        List<CityEvent<EmergencyReason>> events = CityEvent.draw(new Random(1_801), ROWS, EmergencyReason.values());
        return IntStream.range(0, ROWS).mapToObj(i -> row(i, events.get(i), random));
    }

    private static Row row(int index, CityEvent<EmergencyReason> event, Random random) {
        EmergencyReason reason = event.kind();
        int age = age(reason, random);
        Pseudonym patient = Pseudonym.aged(age, random);
        int triage = Math.clamp(reason.usualTriage + random.nextInt(3) - 1, 1, 5);
        return Row.at(event.district().somewhere(random, ABOUT_100_METRES))
                .with("visit_id", "URG-%06d".formatted(index + 1))
                .with("arrived_at", event.at())
                .with("age", age)
                .with("sex", patient.sex())
                .with("home_district", event.district().code())
                .with("reason", reason.code)
                .with("triage_level", triage)
                .with("diagnosis_group", reason.diagnosisGroup)
                .with("patient_code", patient.code())
                .with("patient_name", patient.name())
                .with("brought_by", broughtBy(reason, random))
                .with("wait_minutes", triage * (5 + random.nextInt(40)))
                .with("admitted", random.nextInt(10) < 6 - triage);
    }

    private static String broughtBy(EmergencyReason reason, Random random) {
        return switch (reason) {
            case ASSAULT, ALCOHOL -> Weighted.any(random, "police", "pompiers", "soi-meme");
            case FALL, HEAT_STROKE, ROAD_ACCIDENT, CHEST_PAIN ->
                Weighted.any(random, "pompiers", "ambulance", "soi-meme");
            case RESPIRATORY, ABDOMINAL, MENTAL_HEALTH -> Weighted.any(random, "ambulance", "soi-meme", "soi-meme");
        };
    }

    private static int age(EmergencyReason reason, Random random) {
        return switch (reason) {
            case ASSAULT, ALCOHOL -> 16 + random.nextInt(20) + random.nextInt(20);
            case CHEST_PAIN -> 40 + random.nextInt(30) + random.nextInt(25);
            case FALL, HEAT_STROKE -> random.nextBoolean() ? 65 + random.nextInt(32) : random.nextInt(65);
            case RESPIRATORY, ABDOMINAL, ROAD_ACCIDENT, MENTAL_HEALTH -> 1 + random.nextInt(45) + random.nextInt(45);
        };
    }
}
