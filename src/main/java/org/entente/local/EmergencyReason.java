package org.entente.local;

/** Why people come to the emergency department. */
enum EmergencyReason implements EventKind {
    ASSAULT("coups-et-blessures", "S00-T14", new Occurrence(10, Rhythm.NIGHT_LIFE, Pull.HARBOUR), 3),
    ALCOHOL("alcoolisation-aigue", "F10", new Occurrence(9, Rhythm.NIGHT_LIFE, Pull.HARBOUR), 3),
    FALL("chute", "W00-W19", new Occurrence(20, Rhythm.ROUND_THE_CLOCK, Pull.POPULATION), 4),
    CHEST_PAIN("douleur-thoracique", "I20-I25", new Occurrence(11, Rhythm.ROUND_THE_CLOCK, Pull.POPULATION), 2),
    RESPIRATORY("detresse-respiratoire", "J00-J22", new Occurrence(14, Rhythm.COLD_SEASON, Pull.POPULATION), 3),
    HEAT_STROKE("coup-de-chaleur", "T67", new Occurrence(5, Rhythm.HEAT, Pull.BEACH), 3),
    ROAD_ACCIDENT("accident-de-la-route", "V01-V89", new Occurrence(9, Rhythm.RUSH_HOUR, Pull.POPULATION), 2),
    MENTAL_HEALTH("crise-psychique", "F20-F48", new Occurrence(8, Rhythm.ROUND_THE_CLOCK, Pull.CENTRE), 3),
    ABDOMINAL("douleur-abdominale", "R10", new Occurrence(14, Rhythm.ROUND_THE_CLOCK, Pull.POPULATION), 4);

    final String code;
    final String diagnosisGroup;
    final int usualTriage;
    private final Occurrence occurrence;

    /** @param diagnosisGroup a block of the international classification of diseases */
    EmergencyReason(String code, String diagnosisGroup, Occurrence occurrence, int usualTriage) {
        this.code = code;
        this.diagnosisGroup = diagnosisGroup;
        this.occurrence = occurrence;
        this.usualTriage = usualTriage;
    }

    @Override
    public Occurrence occurrence() {
        return occurrence;
    }
}
