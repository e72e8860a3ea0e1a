package org.entente.local;

import java.util.List;
import org.entente.kernel.Filter;
import org.entente.kernel.Filter.In;
import org.entente.policy.Action;

/**
 * What the partners of the demo city allow each other: by need, never everything. The police gave none for their interventions:
 * they come under Directive (EU) 2016/680, and no other partner of the city is a competent authority.
 */
final class DemoConsents {
    private static final List<Action> USE = List.of(Action.READ, Action.AGGREGATE);

    /**
     * @param agreement the key of the one it stands under
     * @param fields those that are shown
     */
    record Consent(
            String agreement,
            String dataset,
            String consumer,
            String purpose,
            List<Action> actions,
            List<String> fields,
            Filter rows) {}

    static final List<Consent> ALL = List.of(
            // the hospital plans its nights: where and when people may get hurt, not who reported it
            new Consent(
                    "observatory",
                    "signalements-voie-publique",
                    "aphm",
                    "health-service",
                    USE,
                    List.of("reported_at", "category", "district"),
                    new In("category", List.of("trouble-ordre-public", "rassemblement-alcoolise"))),
            new Consent(
                    "police-cooperation",
                    "signalements-voie-publique",
                    "police",
                    "public-safety",
                    List.of(Action.READ, Action.AGGREGATE, Action.EXPORT, Action.SUBSCRIBE),
                    List.of(
                            "report_id",
                            "reported_at",
                            "category",
                            "district",
                            "description",
                            "response_minutes",
                            "closed",
                            "location"),
                    Filter.ALL),
            new Consent(
                    "observatory",
                    "signalements-voie-publique",
                    "rtm",
                    "transport",
                    USE,
                    List.of("reported_at", "category", "district", "location"),
                    new In("category", List.of("eclairage-en-panne", "vehicule-abandonne"))),
            new Consent(
                    "observatory",
                    "passages-urgences",
                    "ville",
                    "statistics",
                    USE,
                    List.of("arrived_at", "home_district", "triage_level", "wait_minutes"),
                    Filter.ALL));

    private DemoConsents() {}
}
