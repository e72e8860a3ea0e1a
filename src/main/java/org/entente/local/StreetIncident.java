package org.entente.local;

/** The kinds of street incident that people report to the city. */
enum StreetIncident implements EventKind {
    NIGHT_NOISE(
            "bruit-nocturne",
            new Occurrence(22, Rhythm.NIGHT_LIFE, Pull.HARBOUR),
            true,
            48,
            "Musique forte",
            "Cris et chants",
            "Terrasse bruyante"),
    PUBLIC_ORDER(
            "trouble-ordre-public",
            new Occurrence(14, Rhythm.NIGHT_LIFE, Pull.HARBOUR),
            true,
            22,
            "Rixe entre groupes",
            "Menaces envers des passants",
            "Jets de bouteilles"),
    GATHERING(
            "rassemblement-alcoolise",
            new Occurrence(11, Rhythm.NIGHT_LIFE, Pull.BEACH),
            true,
            35,
            "Groupe alcoolisé",
            "Feu sur le sable",
            "Passage bloqué par un groupe"),
    DUMPING(
            "depot-sauvage",
            new Occurrence(16, Rhythm.DAYTIME, Pull.DOCKS),
            false,
            900,
            "Gravats déposés",
            "Encombrants abandonnés",
            "Sacs éventrés"),
    VEHICLE(
            "vehicule-abandonne",
            new Occurrence(8, Rhythm.DAYTIME, Pull.POPULATION),
            false,
            2400,
            "Voiture sans roues",
            "Deux-roues abandonné",
            "Remorque immobile depuis un mois"),
    LIGHTING(
            "eclairage-en-panne",
            new Occurrence(12, Rhythm.DAYTIME, Pull.POPULATION),
            false,
            1400,
            "Lampadaire éteint",
            "Rue entière dans le noir",
            "Lampe qui clignote"),
    GRAFFITI(
            "graffiti",
            new Occurrence(7, Rhythm.DAYTIME, Pull.CENTRE),
            false,
            2000,
            "Façade taguée",
            "Rideau de fer tagué",
            "Mobilier urbain tagué"),
    ROAD_DAMAGE(
            "chaussee-degradee",
            new Occurrence(10, Rhythm.RUSH_HOUR, Pull.POPULATION),
            false,
            1800,
            "Trou dans la chaussée",
            "Pavés descellés",
            "Plaque bruyante");

    final String code;
    final boolean tranquillity;
    final int usualMinutes;
    final String[] phrases;
    private final Occurrence occurrence;

    /**
     * @param tranquillity whether the police may be sent
     * @param usualMinutes the usual time of response, in minutes
     */
    StreetIncident(String code, Occurrence occurrence, boolean tranquillity, int usualMinutes, String... phrases) {
        this.code = code;
        this.occurrence = occurrence;
        this.tranquillity = tranquillity;
        this.usualMinutes = usualMinutes;
        this.phrases = phrases;
    }

    @Override
    public Occurrence occurrence() {
        return occurrence;
    }
}
