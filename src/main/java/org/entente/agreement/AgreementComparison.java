package org.entente.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entente.access.Request;
import org.entente.agreement.AgreementDiff.ArticleDiff;
import org.entente.agreement.AgreementDiff.DiffKind;
import org.entente.agreement.AgreementDiff.TermDiff;
import org.entente.agreement.AgreementDiff.TextDiff;
import org.entente.identity.Role;
import org.entente.kernel.HubException;

/** Two versions of an agreement, clause by clause: articles are the same clause when they have the same number. */
@ApplicationScoped
class AgreementComparison {
    private final ObjectMapper json;

    AgreementComparison(ObjectMapper json) {
        this.json = json;
    }

    /** For its parties and auditors. */
    @Transactional
    AgreementDiff of(Request request, UUID id, int from, int to) {
        return between(version(request, id, from), version(request, id, to));
    }

    private static Agreement version(Request request, UUID id, int version) {
        return Agreement.version(id, version)
                .filter(agreement -> request.caller().has(Role.AUDITOR)
                        || Agreement.versions(id)
                                .getFirst()
                                .joins(request.caller().requirePartner()))
                .orElseThrow(HubException::notFound);
    }

    AgreementDiff between(Agreement from, Agreement to) {
        return new AgreementDiff(from.version, to.version, differences(terms(from), terms(to)), articles(from, to));
    }

    private ObjectNode terms(Agreement agreement) {
        var terms = json.createObjectNode()
                .put("titleFr", agreement.titles.get("fr"))
                .put("titleEn", agreement.titles.get("en"))
                .put("parties", String.join(", ", agreement.parties))
                .put("startsAt", agreement.startsAt.toString())
                .put("notice", agreement.notice);
        if (agreement.endsAt != null) {
            terms.put("endsAt", agreement.endsAt.toString());
        }
        return terms;
    }

    private List<ArticleDiff> articles(Agreement from, Agreement to) {
        var before = byNumber(from);
        var after = byNumber(to);
        var numbers =
                new LinkedHashSet<>(from.articles.stream().map(Article::number).toList());
        to.articles.forEach(article -> numbers.add(article.number()));
        return numbers.stream()
                .filter(number -> !Objects.equals(before.get(number), after.get(number)))
                .map(number -> article(number, before.get(number), after.get(number)))
                .toList();
    }

    private static Map<String, Article> byNumber(Agreement agreement) {
        return agreement.articles.stream().collect(Collectors.toMap(Article::number, Function.identity()));
    }

    private ArticleDiff article(String number, Article from, Article to) {
        var kind = from == null ? DiffKind.ADDED : to == null ? DiffKind.REMOVED : DiffKind.CHANGED;
        return new ArticleDiff(number, kind, texts(from, to), differences(constraints(from), constraints(to)));
    }

    private static List<TextDiff> texts(Article from, Article to) {
        return Stream.of("fr", "en")
                .filter(language -> !text(from, language).equals(text(to, language)))
                .map(language -> new TextDiff(language, WordDiff.between(text(from, language), text(to, language))))
                .toList();
    }

    private static String text(Article article, String language) {
        return article == null ? "" : article.texts().get(language);
    }

    private ObjectNode constraints(Article article) {
        var constraints = article == null ? json.createObjectNode() : json.<ObjectNode>valueToTree(article);
        constraints.remove(List.of("number", "texts"));
        return constraints;
    }

    private static List<TermDiff> differences(ObjectNode from, ObjectNode to) {
        var names = new TreeSet<String>();
        from.fieldNames().forEachRemaining(names::add);
        to.fieldNames().forEachRemaining(names::add);
        var differences = new ArrayList<TermDiff>();
        for (var name : names) {
            var before = demanded(from.get(name));
            var after = demanded(to.get(name));
            if (!Objects.equals(before, after)) {
                differences.add(new TermDiff(name, before, after));
            }
        }
        return differences;
    }

    private static String demanded(JsonNode value) {
        if (value == null || value.isNull() || value.isBoolean() && !value.asBoolean()) {
            return null;
        }
        return value.isArray()
                ? Stream.iterate(0, i -> i < value.size(), i -> i + 1)
                        .map(i -> value.get(i).asText())
                        .collect(Collectors.joining(", "))
                : value.asText();
    }
}
