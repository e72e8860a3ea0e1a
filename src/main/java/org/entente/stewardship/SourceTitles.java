package org.entente.stewardship;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.UUID;
import org.entente.catalogue.Dataset;
import org.entente.policy.Decision.Source;
import org.entente.rule.RuleTitles;

/** What the facts behind a decision are called. */
@ApplicationScoped
class SourceTitles {
    private final RuleTitles rules;

    SourceTitles(RuleTitles rules) {
        this.rules = rules;
    }

    /** Null for what has no name of its own. */
    String of(Source source, String language) throws SQLException {
        return switch (source.kind()) {
            case DATASET -> dataset(UUID.fromString(source.id()), language);
            case RULE -> rules.of(UUID.fromString(source.id()), source.version(), language);
            case AGREEMENT, CONSENT -> null;
            case LAW -> source.id();
        };
    }

    private static String dataset(UUID id, String language) {
        Dataset dataset = QuarkusTransaction.requiringNew().call(() -> Dataset.findById(id));
        return dataset == null ? null : dataset.title(language);
    }
}
