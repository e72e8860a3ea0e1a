package org.entente.policy;

import java.util.List;
import org.entente.policy.Decision.Source;

/**
 * A decision and all that was considered for it.
 *
 * @param lines every agreement, article, consent, rule and line of the law that took part or was considered without effect
 */
public record Considered(Decision decision, List<Line> lines) {

    /**
     * One fact.
     *
     * @param code stable, listed in {@code policies/README.md}
     * @param held whether it granted, altered, obliged or stood against; where not, the code says why or what it would have done
     * @param source null where no single fact is meant
     */
    public record Line(String code, boolean held, Source source) {}
}
