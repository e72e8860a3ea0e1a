package org.entente.local;

/** The kinds of place that the tourist office shows. */
enum PlaceKind {
    MUSEUM("musee", "Musée", Pull.CENTRE, true),
    BEACH("plage", "Plage", Pull.BEACH, false),
    CHAPEL("chapelle", "Chapelle", Pull.CENTRE, false),
    FORT("fort", "Fort", Pull.DOCKS, true),
    MARKET("marche", "Marché", Pull.POPULATION, false),
    GARDEN("jardin", "Jardin", Pull.POPULATION, false),
    QUAY("quai", "Quai", Pull.HARBOUR, false),
    VIEWPOINT("point-de-vue", "Point de vue", Pull.POPULATION, false),
    TRAIL("sentier", "Sentier", Pull.BEACH, false),
    THEATRE("theatre", "Théâtre", Pull.CENTRE, true),
    AQUARIUM("bassin", "Bassin", Pull.HARBOUR, true),
    SQUARE("place", "Place", Pull.POPULATION, false);

    final String code;
    final String noun;
    final Pull pull;
    final boolean ticketed;

    PlaceKind(String code, String noun, Pull pull, boolean ticketed) {
        this.code = code;
        this.noun = noun;
        this.pull = pull;
        this.ticketed = ticketed;
    }
}
