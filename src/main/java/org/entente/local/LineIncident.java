package org.entente.local;

/** The kinds of incident on bus lines and ferries. */
enum LineIncident implements EventKind {
    BREAKDOWN("panne", 20, Rhythm.RUSH_HOUR, Pull.POPULATION, 18),
    COLLISION("accrochage", 12, Rhythm.RUSH_HOUR, Pull.CENTRE, 25),
    CROWDING("affluence", 18, Rhythm.RUSH_HOUR, Pull.CENTRE, 7),
    BEACH_CROWDING("affluence-plage", 12, Rhythm.HEAT, Pull.BEACH, 12),
    INCIVILITY("incivilite", 14, Rhythm.NIGHT_LIFE, Pull.HARBOUR, 9),
    ROAD_WORKS("chantier", 14, Rhythm.DAYTIME, Pull.POPULATION, 10),
    ROUGH_SEA("mer-forte", 10, Rhythm.COLD_SEASON, Pull.DOCKS, 45);

    final String code;
    final int usualDelay;
    private final int weight;
    private final Rhythm rhythm;
    private final Pull pull;

    /** @param usualDelay in minutes */
    LineIncident(String code, int weight, Rhythm rhythm, Pull pull, int usualDelay) {
        this.code = code;
        this.weight = weight;
        this.rhythm = rhythm;
        this.pull = pull;
        this.usualDelay = usualDelay;
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
