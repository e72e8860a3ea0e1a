package org.entente.federation;

import java.util.Collection;
import org.entente.policy.Regime;

/** What dcatap:applicableLegislation says of personal data, by European Legislation Identifier. */
final class Legislation {
    private Legislation() {}

    /** The stricter regime where both are named; null where neither is. */
    static Regime regime(Collection<String> identifiers) {
        if (names(identifiers, "/eli/dir/2016/680")) {
            return Regime.LED;
        }
        return names(identifiers, "/eli/reg/2016/679") ? Regime.GDPR : null;
    }

    private static boolean names(Collection<String> identifiers, String act) {
        return identifiers.stream().anyMatch(said -> said.matches("(?s).*data\\.europa\\.eu" + act + "(\\D.*)?"));
    }
}
