package org.entente.observatory;

/** What the simulated sensors measure, with an ordinary course of the week of its own. */
enum CityKind {
    /** Vehicles in ten minutes. */
    TRAFFIC(120, 0.9, 0.5, 0.10),
    /** Taken places, percent. */
    PARKING(70, 0.6, 0.2, 0.05),
    /** Fine dust, µg/m³. */
    DUST(25, 0.3, 0.1, 0.20),
    /** Noise, decibels. */
    NOISE(62, 0.15, 0.05, 0.02),
    /** Electric power of a building, kW. */
    POWER(300, 0.5, 0.4, 0.04);

    final double usual;
    final double noise;
    private final double daily;
    private final double weekend;

    CityKind(double usual, double daily, double weekend, double noise) {
        this.usual = usual;
        this.daily = daily;
        this.weekend = weekend;
        this.noise = noise;
    }

    /** Of the usual value, by the season and the minute of the hour. */
    double course(Season season, double minute) {
        double hour = season.hourOfDay() + minute / 60;
        boolean rest = season.hourOfWeek() >= 120;
        double day = 1 - Math.cos(2 * Math.PI * (hour - 3) / 24);
        double rush = rest ? 0 : peak(hour - 8.2) * (season.holidays() ? 0.3 : 1) + 0.8 * peak(hour - 17.8);
        double level = rest ? 1 - weekend : season.holidays() ? 1 - weekend / 3 : 1;
        return 1 - daily + daily * level * (0.6 * day + 0.6 * rush);
    }

    private static double peak(double hours) {
        return Math.exp(-hours * hours / 2);
    }
}
