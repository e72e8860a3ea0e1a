package org.entente.journeys;

/** How many decisions the hub was asked for, as its metrics tell. */
record Decisions(double evaluated, double cached) {
    static Decisions now() {
        var metrics = Hub.as("operator").request().get("/q/metrics").asString();
        return new Decisions(count(metrics, "policies"), count(metrics, "cache"));
    }

    private static double count(String metrics, String from) {
        return metrics.lines()
                .filter(line -> line.startsWith("entente_decisions_total{from=\"" + from + "\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    double asked() {
        return evaluated + cached;
    }
}
