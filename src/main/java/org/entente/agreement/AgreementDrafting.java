package org.entente.agreement;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.entente.access.Request;
import org.entente.identity.Partner;
import org.entente.identity.PurposeTree;
import org.entente.kernel.Canonical;
import org.entente.kernel.HubException;
import org.entente.kernel.IsoPeriod;

/** Writes versions of agreements; what could never hold is refused here. */
@ApplicationScoped
class AgreementDrafting {
    private static final int MOST_ARTICLES = 100;
    private static final int MOST_VERSIONS = 500;

    private final PurposeTree purposes;

    AgreementDrafting(PurposeTree purposes) {
        this.purposes = purposes;
    }

    /** @throws HubException NOT_FOUND for others than its parties, CONFLICT when it is no longer the newest */
    Agreement newest(List<Agreement> versions, String party, int expectedVersion) {
        var newest = versions.stream()
                .findFirst()
                .filter(agreement -> agreement.joins(party))
                .orElseThrow(HubException::notFound);
        if (newest.version != expectedVersion) {
            throw HubException.conflict(newest.version);
        }
        return newest;
    }

    Agreement first(Request request, AgreementInput input, Instant now) throws SQLException {
        var agreement = version(UUID.randomUUID(), 1, request, now);
        agreement.titles = Map.of("fr", input.titleFr(), "en", input.titleEn());
        agreement.parties = new TreeSet<>(input.parties()).toArray(String[]::new);
        agreement.startsAt = input.startsAt() == null ? now : input.startsAt();
        agreement.endsAt = input.endsAt();
        agreement.notice = period(input.notice(), "agreement.notice");
        agreement.articles = articles(agreement, input.articles(), "agreement.articles");
        Canonical.requireYear(agreement.startsAt, "agreement.startsAt");
        if (agreement.startsAt.isBefore(now)) {
            throw HubException.badInput("agreement.startsAt", "An agreement cannot be dated back");
        }
        checkParties(agreement, "agreement.parties");
        checkPeriod(agreement, now, "agreement.endsAt");
        agreement.persistAndFlush();
        return agreement;
    }

    /** @param former what is amended */
    Agreement next(Request request, int version, Agreement former, AgreementChanges input, Instant now)
            throws SQLException {
        if (version > MOST_VERSIONS) {
            throw HubException.limitExceeded("id", "At most " + MOST_VERSIONS + " versions of an agreement");
        }
        if (!former.joins(request.caller().requirePartner())) {
            throw HubException.badInput("id", "Who is invited to an amendment signs or declines it");
        }
        var agreement = version(former.id, version, request, now);
        agreement.titles = Map.of(
                "fr", Objects.requireNonNullElse(input.titleFr(), former.titles.get("fr")),
                "en", Objects.requireNonNullElse(input.titleEn(), former.titles.get("en")));
        agreement.parties = joined(former, input);
        agreement.startsAt = former.startsAt;
        agreement.endsAt = input.endsAt() == null ? former.endsAt : input.endsAt();
        agreement.notice = input.notice() == null ? former.notice : period(input.notice(), "changes.notice");
        agreement.articles = amended(agreement, former, input);
        checkParties(agreement, "changes.joining");
        checkPeriod(agreement, now, "changes.endsAt");
        checkChanged(former, agreement);
        agreement.persistAndFlush();
        return agreement;
    }

    private static Agreement version(UUID id, int version, Request request, Instant now) {
        var agreement = new Agreement();
        agreement.id = id;
        agreement.version = version;
        agreement.recordedAt = now;
        agreement.recordedBy = request.caller().name();
        agreement.proposer = request.caller().requirePartner();
        return agreement;
    }

    /** An amendment cannot put a party out: that takes a termination. */
    private static String[] joined(Agreement former, AgreementChanges input) {
        var parties = new TreeSet<>(former.partyIds());
        parties.addAll(some(input.joining()));
        return parties.toArray(String[]::new);
    }

    private List<Article> amended(Agreement agreement, Agreement former, AgreementChanges input) throws SQLException {
        var byNumber = new LinkedHashMap<String, Article>();
        former.articles.forEach(article -> byNumber.put(article.number(), article));
        for (var number : some(input.repealed())) {
            if (byNumber.remove(number) == null) {
                throw HubException.badInput("changes.repealed", "There is no article " + number);
            }
        }
        var written = some(input.articles());
        for (var article : articles(agreement, written, "changes.articles")) {
            byNumber.put(article.number(), article);
        }
        if (byNumber.isEmpty() || byNumber.size() > MOST_ARTICLES) {
            throw HubException.badInput("changes.articles", "Between one and " + MOST_ARTICLES + " articles");
        }
        return List.copyOf(byNumber.values());
    }

    private static <T> List<T> some(List<T> list) {
        return list == null ? List.of() : list;
    }

    private List<Article> articles(Agreement agreement, List<ArticleInput> inputs, String path) throws SQLException {
        var articles = new ArrayList<Article>();
        var numbers = new HashSet<String>();
        agreement.purposeTree = purposes.cover(Set.of(), path).version();
        for (int i = 0; i < inputs.size(); i++) {
            articles.add(article(inputs.get(i), path + "[" + i + "]"));
            if (!numbers.add(inputs.get(i).number())) {
                throw HubException.badInput(path + "[" + i + "].number", "Another article has this number");
            }
        }
        return articles;
    }

    private Article article(ArticleInput input, String path) throws SQLException {
        if (input.retention() != null) {
            period(input.retention(), path + ".retention");
        }
        Canonical.requireYear(input.startsAt(), path + ".startsAt");
        Canonical.requireYear(input.endsAt(), path + ".endsAt");
        if (input.startsAt() != null
                && input.endsAt() != null
                && !input.endsAt().isAfter(input.startsAt())) {
            throw HubException.badInput(path + ".endsAt", "The end must come after the start");
        }
        return input.article(
                purposes.cover(some(input.purposes()), path + ".purposes").codes());
    }

    private static String period(String text, String path) {
        return IsoPeriod.of(text)
                .map(period -> text)
                .orElseThrow(() -> HubException.badInput(
                        path, "An ISO 8601 period of a hundred years at most is expected, such as P3M"));
    }

    private static void checkParties(Agreement agreement, String path) {
        Partner.requireKnown(agreement.partyIds(), path);
        if (agreement.parties.length < 2) {
            throw HubException.badInput(path, "Two partners or more are expected");
        }
        if (!agreement.joins(agreement.proposer)) {
            throw HubException.badInput(path, "Your partner must be among the parties");
        }
    }

    private static void checkPeriod(Agreement agreement, Instant now, String path) {
        Canonical.requireYear(agreement.endsAt, path);
        if (agreement.endsAt != null
                && !(agreement.endsAt.isAfter(agreement.startsAt) && agreement.endsAt.isAfter(now))) {
            throw HubException.badInput(path, "The end must come after the start, and lie ahead");
        }
    }

    private static void checkChanged(Agreement former, Agreement agreement) {
        if (former.titles.equals(agreement.titles)
                && former.articles.equals(agreement.articles)
                && former.notice.equals(agreement.notice)
                && former.partyIds().equals(agreement.partyIds())
                && Objects.equals(former.endsAt, agreement.endsAt)) {
            throw HubException.badInput("changes", "Nothing would change");
        }
    }
}
