package org.entente.stewardship;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entente.access.FilterText;
import org.entente.access.ReasonText;
import org.entente.access.Request;
import org.entente.access.WhatIf.Explained;
import org.entente.identity.Caller;
import org.entente.identity.Partner;
import org.entente.kernel.FilterBounds;
import org.entente.kernel.FilterJson;
import org.entente.policy.Action;
import org.entente.policy.Considered;
import org.entente.policy.Decision;
import org.entente.policy.Decision.Grant;
import org.entente.policy.Decision.Obligation;
import org.entente.stewardship.Audience.Told;
import org.entente.stewardship.ExplanationView.ExplainedGrant;
import org.entente.stewardship.ExplanationView.ExplainedMask;
import org.entente.stewardship.ExplanationView.ExplainedObligation;
import org.entente.stewardship.ExplanationView.Line;
import org.entente.stewardship.ExplanationView.Recorded;
import org.entente.stewardship.ExplanationView.RecordedReason;
import org.entente.stewardship.ExplanationView.Source;

/**
 * An explanation in the words of who reads it. A partner is told of its own agreements and consents; of a rule that it was one, never what
 * it is called or whom else it selects, and of rules that did not hold nothing.
 */
@ApplicationScoped
class ExplanationWords {
    private final SourceTitles titles;

    ExplanationWords(SourceTitles titles) {
        this.titles = titles;
    }

    /** @param other whom the decision is about, where it is not the reader's own partner, else null */
    private record Reader(String language, boolean all, String other, Map<Decision.Source, String> titles) {
        static Reader of(Request request, boolean all, String partner, Map<Decision.Source, String> titles) {
            var other = partner == null || partner.equals(request.caller().partner()) ? null : partner;
            return new Reader(request.language(), all, other == null ? null : name(other, request.language()), titles);
        }

        private static String name(String id, String language) {
            // a token may name one that is not registered
            return QuarkusTransaction.requiringNew()
                    .call(() -> Partner.<Partner>findByIdOptional(id)
                            .map(partner -> partner.name(language))
                            .orElse(id));
        }

        String text(String code) {
            return other == null ? ReasonText.of(language, code) : ReasonText.of(language, code, other);
        }
    }

    /** @param event of the audit log, null where none is asked about */
    ExplanationView of(
            Request request, Told told, Action action, Caller caller, Explained explained, RecordedDecision event)
            throws SQLException {
        var decision = explained.considered().decision();
        var reader = Reader.of(
                request,
                told.all(),
                caller.partner(),
                titles.of(sources(explained.considered(), told.all()), request.language()));
        return new ExplanationView(
                told.dataset().id.toString(),
                told.dataset().title(request.language()),
                action,
                caller.partner(),
                List.copyOf(caller.purposes()),
                explained.moment().at(),
                explained.moment().epoch(),
                decision.release(),
                decision.outcome(),
                reasons(reader, decision),
                considered(reader, explained),
                grants(reader, decision),
                obligations(reader, decision),
                event == null ? null : recorded(reader, event),
                event == null ? null : event.isAs(decision));
    }

    /** Those whose titles this reader is told. */
    private static Set<Decision.Source> sources(Considered considered, boolean all) {
        var decision = considered.decision();
        return Stream.of(
                        decision.reasons().stream().map(Decision.Reason::source),
                        considered.lines().stream().map(Considered.Line::source),
                        decision.grants().stream().map(Grant::source),
                        decision.obligations().stream().map(Obligation::source))
                .flatMap(sources -> sources)
                .filter(source -> source != null && (all || !isRule(source)))
                .collect(Collectors.toSet());
    }

    private static Recorded recorded(Reader reader, RecordedDecision event) {
        return new Recorded(
                event.outcome(),
                event.codes().stream()
                        .map(code -> new RecordedReason(code, reader.text(code)))
                        .toList());
    }

    private static List<Line> reasons(Reader reader, Decision decision) {
        var lines = new ArrayList<Line>();
        for (var reason : decision.reasons()) {
            lines.add(line(reader, reason.code(), true, reason.source()));
        }
        return lines;
    }

    private static List<Line> considered(Reader reader, Explained explained) {
        var lines = new ArrayList<Line>();
        for (var line : explained.considered().lines()) {
            if (reader.all || line.held() || !isRule(line.source())) {
                lines.add(line(reader, line.code(), line.held(), line.source()));
            }
        }
        return lines;
    }

    private static Line line(Reader reader, String code, boolean held, Decision.Source source) {
        return new Line(code, reader.text(code), held, source(reader, source));
    }

    private static boolean isRule(Decision.Source source) {
        return source != null && source.kind() == Decision.Source.Kind.RULE;
    }

    private static List<ExplainedGrant> grants(Reader reader, Decision decision) {
        var grants = new ArrayList<ExplainedGrant>();
        for (Grant grant : decision.grants()) {
            grants.add(new ExplainedGrant(
                    FilterText.of(FilterJson.read(grant.rowFilter(), "rowFilter", FilterBounds.COMBINED)),
                    reader.all ? grant.rowFilter().toString() : null,
                    grant.masks().stream()
                            .map(mask -> new ExplainedMask(mask.field(), mask.method()))
                            .toList(),
                    source(reader, grant.source())));
        }
        return grants;
    }

    private static List<ExplainedObligation> obligations(Reader reader, Decision decision) {
        var obligations = new ArrayList<ExplainedObligation>();
        for (Obligation obligation : decision.obligations()) {
            obligations.add(new ExplainedObligation(
                    obligation.kind(), obligation.value(), source(reader, obligation.source())));
        }
        return obligations;
    }

    private static Source source(Reader reader, Decision.Source source) {
        if (source == null) {
            return null;
        }
        return new Source(
                source.kind().name().toLowerCase(Locale.ROOT),
                source.id(),
                source.version(),
                source.article(),
                reader.titles.get(source));
    }
}
