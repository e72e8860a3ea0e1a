package org.entente.stewardship;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.entente.catalogue.Dataset;
import org.entente.policy.Decision.Grant;
import org.entente.records.GrantEffects;
import org.entente.records.GrantEffects.Counts;
import org.entente.records.GrantEffects.Effect;
import org.entente.records.GrantEffects.FieldCounts;
import org.entente.stewardship.Reach.Party;
import org.entente.stewardship.SimulationView.Change;
import org.entente.stewardship.SimulationView.Direction;
import org.entente.stewardship.SimulationView.FieldChange;
import org.entente.stewardship.SimulationView.RowChange;

/** Puts rows to answers that would be others: counted once for all those with the same grants. */
@ApplicationScoped
class SimulatedChanges {
    private static final int MOST_NAMED = 100;

    private final GrantEffects effects;

    SimulatedChanges(GrantEffects effects) {
        this.effects = effects;
    }

    /** A question whose answer would be another, and who asks it. */
    record Found(Party party, Compared compared) {}

    private record Question(UUID dataset, List<Grant> before, List<Grant> after) {}

    /** Counts of one simulation. */
    final class Counter {
        private final Map<Question, Effect> counted = new HashMap<>();
        private final Deadline deadline;

        private Counter(Deadline deadline) {
            this.deadline = deadline;
        }

        Effect effect(Compared compared) throws SQLException {
            var question = new Question(
                    compared.dataset(),
                    compared.before().grants(),
                    compared.after().grants());
            var known = counted.get(question);
            if (known == null) {
                known = effects.of(question.dataset, question.before, question.after, deadline.statementSeconds());
                counted.put(question, known);
            }
            return known;
        }
    }

    Counter counter(Deadline deadline) {
        return new Counter(deadline);
    }

    List<Change> of(List<Found> found, String language, Deadline deadline) throws SQLException {
        var counter = counter(deadline);
        var titles = titles(found, language);
        var changes = new ArrayList<Change>(found.size());
        for (var each : found) {
            var title = titles.get(each.party.dataset());
            changes.add(change(each.party, each.compared, counter.effect(each.compared), title));
        }
        return changes;
    }

    private static Map<UUID, String> titles(List<Found> found, String language) {
        var ids = found.stream().map(each -> each.party.dataset()).distinct().toList();
        return QuarkusTransaction.requiringNew().call(() -> Dataset.active(ids)).stream()
                .collect(Collectors.toMap(dataset -> dataset.id, dataset -> dataset.title(language)));
    }

    private static Change change(Party party, Compared compared, Effect effect, String title) {
        return new Change(
                compared.dataset().toString(),
                title,
                party.partners().size() == 1 ? party.partner() : null,
                party.partners().size(),
                party.partners().stream().limit(MOST_NAMED).toList(),
                compared.purpose(),
                compared.facts().caller().roles().stream().findFirst().orElse(""),
                compared.facts().action(),
                compared.before().outcome(),
                compared.after().outcome(),
                direction(compared, effect),
                rows(effect.rows()),
                effect.fields().stream()
                        .filter(FieldCounts::changed)
                        .map(field -> new FieldChange(field.field(), rows(field.shown()), rows(field.visible())))
                        .toList());
    }

    /** A permit over no row is gained or lost too. */
    static Direction direction(Compared compared, Effect effect) {
        boolean same = compared.before().outcome() == compared.after().outcome();
        boolean gains = effect.gains() || !same && compared.after().permits();
        boolean loses = effect.loses() || !same && compared.before().permits();
        if (gains && loses) {
            return Direction.BOTH;
        }
        return gains ? Direction.GAIN : loses ? Direction.LOSS : Direction.TERMS;
    }

    private static RowChange rows(Counts counts) {
        return new RowChange(counts.before(), counts.after(), counts.gained(), counts.lost());
    }
}
