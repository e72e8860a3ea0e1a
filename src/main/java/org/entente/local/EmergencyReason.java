package org.entente.local;

/** Why people come to the emergency department. */
enum EmergencyReason implements EventKind {
    ASSAULT("coups-et-blessures", "S00-T14", 10, Rhythm.NIGHT_LIFE, Pull.HARBOUR, 3),
    ALCOHOL("alcoolisation-aigue", "F10", 9, Rhythm.NIGHT_LIFE, Pull.HARBOUR, 3),
    FALL("chute", "W00-W19", 20, Rhythm.ROUND_THE_CLOCK, Pull.POPULATION, 4),
    CHEST_PAIN("douleur-thoracique", "I20-I25", 11, Rhythm.ROUND_THE_CLOCK, Pull.POPULATION, 2),
    RESPIRATORY("detresse-respiratoire", "J00-J22", 14, Rhythm.COLD_SEASON, Pull.POPULATION, 3),
    HEAT_STROKE("coup-de-chaleur", "T67", 5, Rhythm.HEAT, Pull.BEACH, 3),
    ROAD_ACCIDENT("accident-de-la-route", "V01-V89", 9, Rhythm.RUSH_HOUR, Pull.POPULATION, 2),
    MENTAL_HEALTH("crise-psychique", "F20-F48", 8, Rhythm.ROUND_THE_CLOCK, Pull.CENTRE, 3),
    ABDOMINAL("douleur-abdominale", "R10", 14, Rhythm.ROUND_THE_CLOCK, Pull.POPULATION, 4);

    final String code;
    final String diagnosisGroup;
    final int usualTriage;
    private final int weight;
    private final Rhythm rhythm;
    private final Pull pull;

    /** @param diagnosisGroup a block of the international classification of diseases */
    EmergencyReason(String code, String diagnosisGroup, int weight, Rhythm rhythm, Pull pull, int usualTriage) {
        this.code = code;
        this.diagnosisGroup = diagnosisGroup;
        this.weight = weight;
        this.rhythm = rhythm;
        this.pull = pull;
        this.usualTriage = usualTriage;
    }

    @Override
    public int weight() {
        return weight;
    }

    @Override
    public Rhythm rhythm() {
        return rhythm;
    }

    @Override
    public Pull pull() {
        return pull;
    }
}
