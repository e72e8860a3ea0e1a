package org.entente.stewardship;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.UUID;
import org.entente.agreement.Agreement;
import org.entente.catalogue.Dataset;
import org.entente.consent.Consent;
import org.entente.kernel.PublicId;
import org.entente.policy.Decision.Source;
import org.entente.rule.RuleTitles;

/** What the facts behind a decision are called, in the version that took part. */
@ApplicationScoped
class SourceTitles {
    private static final int LONGEST = 200;

    private final RuleTitles rules;

    SourceTitles(RuleTitles rules) {
        this.rules = rules;
    }

    /** Null for what has no name, or none that is known. */
    String of(Source source, String language) throws SQLException {
        var id = PublicId.find(source.id());
        if (id.isEmpty() || source.kind() == Source.Kind.LAW) {
            return null;
        }
        if (source.kind() == Source.Kind.RULE) {
            return source.version() == null ? null : rules.of(id.get(), source.version(), language);
        }
        return QuarkusTransaction.requiringNew().call(() -> entity(source, id.get(), language));
    }

    private static String entity(Source source, UUID id, String language) {
        if (source.kind() == Source.Kind.DATASET) {
            Dataset dataset = Dataset.findById(id);
            return dataset == null ? null : dataset.title(language);
        }
        if (source.version() == null) {
            return null;
        }
        return source.kind() == Source.Kind.AGREEMENT
                ? Agreement.version(id, source.version())
                        .map(agreement -> agreement(agreement, source.article(), language))
                        .orElse(null)
                : consent(Consent.findById(new Consent.Key(id, source.version())), language);
    }

    private static String agreement(Agreement agreement, String number, String language) {
        var title = agreement.titles.get(language);
        return agreement.articles.stream()
                .filter(article -> article.number().equals(number))
                .findFirst()
                .map(article -> title + ", art. " + number + ": "
                        + shortened(article.texts().get(language)))
                .orElse(title);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /** Consents have no title: to whom and for what names them. */
    private static String consent(Consent consent, String language) {
        return consent == null
                ? null
                : (language.equals("fr") ? "Autorisation à %s : %s" : "Consent to %s: %s")
                        .formatted(consent.consumer, String.join(", ", consent.purposes));
    }
}
