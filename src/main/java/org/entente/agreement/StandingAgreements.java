package org.entente.agreement;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.entente.access.FactSource;
import org.entente.access.Facts;
import org.entente.access.VisibleFacts;
import org.entente.policy.PolicyInput.ReleaseFacts;
import org.entente.policy.PolicyInput.StandingFacts;

/** How the agreements stand that the sources of a released result were shared under: one that is not found does not hold. */
@ApplicationScoped
@Priority(FactSource.AFTER_CATALOGUE)
class StandingAgreements implements FactSource {
    private final AgreementFacts agreements;

    StandingAgreements(AgreementFacts agreements) {
        this.agreements = agreements;
    }

    @Override
    public void gather(Connection snapshot, Facts facts) throws SQLException {
        gatherAll(snapshot, List.of(facts));
    }

    @Override
    public void gatherAll(Connection snapshot, List<Facts> all) throws SQLException {
        var released = all.stream().filter(facts -> release(facts) != null).toList();
        var wanted = new TreeSet<UUID>();
        released.forEach(facts -> release(facts).standsOn().forEach(each -> wanted.add(UUID.fromString(each.id()))));
        if (wanted.isEmpty()) {
            return;
        }
        var known = agreements.withoutArticles(snapshot, wanted, all.getFirst().asOf).stream()
                .map(each -> new StandingFacts(each.id(), each.signed(), each.from(), each.until(), each.terminated()))
                .collect(Collectors.toMap(StandingFacts::id, Function.identity()));
        for (var facts : released) {
            var standing = release(facts).standsOn().stream()
                    .map(each -> known.getOrDefault(each.id(), each))
                    .toList();
            facts.about(facts.about().derived(facts.about().derived().standing(standing)));
        }
    }

    /** Null unless it is a released result. */
    private static ReleaseFacts release(Facts facts) {
        var derived = facts.about().derived();
        return derived == null ? null : derived.release();
    }

    /** What is frozen is known of until its level is its sources' again. */
    @Override
    public void gatherVisible(Connection snapshot, VisibleFacts facts) {}
}
