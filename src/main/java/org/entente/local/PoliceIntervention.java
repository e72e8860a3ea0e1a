package org.entente.local;

/** The kinds of intervention of the police. */
enum PoliceIntervention implements EventKind {
    AFFRAY("rixe", new Occurrence(14, Rhythm.NIGHT_LIFE, Pull.HARBOUR)),
    DISTURBANCE("tapage", new Occurrence(16, Rhythm.NIGHT_LIFE, Pull.CENTRE)),
    DOMESTIC("differend-familial", new Occurrence(18, Rhythm.ROUND_THE_CLOCK, Pull.POPULATION)),
    THEFT("vol", new Occurrence(20, Rhythm.DAYTIME, Pull.CENTRE)),
    BEACH_THEFT("vol-sur-plage", new Occurrence(8, Rhythm.HEAT, Pull.BEACH)),
    BURGLARY("cambriolage", new Occurrence(10, Rhythm.DAYTIME, Pull.POPULATION)),
    TRAFFIC("accident-circulation", new Occurrence(14, Rhythm.RUSH_HOUR, Pull.POPULATION));

    final String code;
    private final Occurrence occurrence;

    PoliceIntervention(String code, Occurrence occurrence) {
        this.code = code;
        this.occurrence = occurrence;
    }

    @Override
    public Occurrence occurrence() {
        return occurrence;
    }
}
