package org.entente.local;

/** The kinds of intervention of the police. */
enum PoliceIntervention implements EventKind {
    AFFRAY("rixe", 14, Rhythm.NIGHT_LIFE, Pull.HARBOUR),
    DISTURBANCE("tapage", 16, Rhythm.NIGHT_LIFE, Pull.CENTRE),
    DOMESTIC("differend-familial", 18, Rhythm.ROUND_THE_CLOCK, Pull.POPULATION),
    THEFT("vol", 20, Rhythm.DAYTIME, Pull.CENTRE),
    BEACH_THEFT("vol-sur-plage", 8, Rhythm.HEAT, Pull.BEACH),
    BURGLARY("cambriolage", 10, Rhythm.DAYTIME, Pull.POPULATION),
    TRAFFIC("accident-circulation", 14, Rhythm.RUSH_HOUR, Pull.POPULATION);

    final String code;
    private final int weight;
    private final Rhythm rhythm;
    private final Pull pull;

    PoliceIntervention(String code, int weight, Rhythm rhythm, Pull pull) {
        this.code = code;
        this.weight = weight;
        this.rhythm = rhythm;
        this.pull = pull;
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
