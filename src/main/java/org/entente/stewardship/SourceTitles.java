package org.entente.stewardship;

import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.entente.agreement.Agreement;
import org.entente.catalogue.Dataset;
import org.entente.consent.Consent;
import org.entente.kernel.PublicId;
import org.entente.policy.Decision.Source;
import org.entente.rule.RuleTitles;
import org.hibernate.Session;

/** What the facts behind a decision are called, in the version that took part. */
@ApplicationScoped
class SourceTitles {
    private static final int LONGEST = 200;

    private final RuleTitles rules;

    SourceTitles(RuleTitles rules) {
        this.rules = rules;
    }

    /** One look for each kind. Nothing for what has no name, or none that is known. */
    Map<Source, String> of(Collection<Source> sources, String language) throws SQLException {
        var titles = new HashMap<Source, String>();
        var ruled = known(Source.Kind.RULE, sources);
        var versions = rules.of(ruled.stream().map(SourceTitles::rule).toList(), language);
        ruled.forEach(source -> titles.put(source, versions.get(rule(source))));
        QuarkusTransaction.requiringNew().run(() -> {
            known(Source.Kind.DATASET, sources, Dataset.class, SourceTitles::id)
                    .forEach((source, dataset) -> titles.put(source, dataset.title(language)));
            known(
                            Source.Kind.AGREEMENT,
                            sources,
                            Agreement.class,
                            source -> new Agreement.Key(id(source), source.version()))
                    .forEach((source, agreement) ->
                            titles.put(source, agreement(agreement, source.article(), language)));
            known(Source.Kind.CONSENT, sources, Consent.class, source -> new Consent.Key(id(source), source.version()))
                    .forEach((source, consent) -> titles.put(source, consent(consent, language)));
        });
        return titles;
    }

    /** Those that can be looked for. */
    private static List<Source> known(Source.Kind kind, Collection<Source> sources) {
        return sources.stream()
                .filter(source -> source.kind() == kind)
                .filter(source -> kind == Source.Kind.DATASET || source.version() != null)
                .filter(source -> PublicId.find(source.id()).isPresent())
                .toList();
    }

    private static <T> Map<Source, T> known(
            Source.Kind kind, Collection<Source> sources, Class<T> entity, Function<Source, Object> key) {
        var known = new HashMap<Source, T>();
        var byKey = known(kind, sources).stream().collect(Collectors.groupingBy(key));
        if (byKey.isEmpty()) {
            return known;
        }
        var keys = List.copyOf(byKey.keySet());
        var found = Panache.getEntityManager().unwrap(Session.class).findMultiple(entity, keys);
        for (int i = 0; i < keys.size(); i++) {
            var one = found.get(i);
            if (one != null) {
                byKey.get(keys.get(i)).forEach(source -> known.put(source, one));
            }
        }
        return known;
    }

    private static UUID id(Source source) {
        return PublicId.parse(source.id());
    }

    private static RuleTitles.Version rule(Source source) {
        return new RuleTitles.Version(id(source), source.version());
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
        return (language.equals("fr") ? "Autorisation à %s : %s" : "Consent to %s: %s")
                .formatted(consent.consumer, String.join(", ", consent.purposes));
    }
}
