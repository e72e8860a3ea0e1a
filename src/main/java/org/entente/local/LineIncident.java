package org.entente.local;

/** The kinds of incident on bus lines and ferries. */
enum LineIncident implements EventKind {
    BREAKDOWN("panne", new Occurrence(20, Rhythm.RUSH_HOUR, Pull.POPULATION), 18),
    COLLISION("accrochage", new Occurrence(12, Rhythm.RUSH_HOUR, Pull.CENTRE), 25),
    CROWDING("affluence", new Occurrence(18, Rhythm.RUSH_HOUR, Pull.CENTRE), 7),
    BEACH_CROWDING("affluence-plage", new Occurrence(12, Rhythm.HEAT, Pull.BEACH), 12),
    INCIVILITY("incivilite", new Occurrence(14, Rhythm.NIGHT_LIFE, Pull.HARBOUR), 9),
    ROAD_WORKS("chantier", new Occurrence(14, Rhythm.DAYTIME, Pull.POPULATION), 10),
    ROUGH_SEA("mer-forte", new Occurrence(10, Rhythm.COLD_SEASON, Pull.DOCKS), 45);

    final String code;
    final int usualDelay;
    private final Occurrence occurrence;

    /** @param usualDelay in minutes */
    LineIncident(String code, Occurrence occurrence, int usualDelay) {
        this.code = code;
        this.occurrence = occurrence;
        this.usualDelay = usualDelay;
    }

    @Override
    public Occurrence occurrence() {
        return occurrence;
    }
}
