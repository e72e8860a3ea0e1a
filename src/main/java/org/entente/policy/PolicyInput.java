package org.entente.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Every fact that one decision about one dataset depends on. As JSON it is {@code policies/schemas/input.json}, with
 * instants in milliseconds. Every period is half open: it holds from its first instant until before its last.
 *
 * @param competentAuthority whether the caller's partner is one in the sense of Directive (EU) 2016/680, article 3(7)
 * @param purposes those of the caller that the purpose tree in force knows
 * @param agreements those that the consents stand under
 * @param rules the active ones of the dataset's owner that may concern this dataset and this caller
 */
public record PolicyInput(
        Instant now,
        Subject caller,
        boolean competentAuthority,
        List<PurposeFacts> purposes,
        Action action,
        DatasetFacts dataset,
        List<AgreementFacts> agreements,
        List<ConsentFacts> consents,
        List<RuleFacts> rules) {

    /** How long a decision may be used at most, whatever its facts say. */
    public static final Duration LONGEST_VALIDITY = Duration.ofMinutes(5);

    /**
     * Who asks.
     *
     * @param subject null for a citizen
     * @param partner null where the subject belongs to none
     * @param purposes those in force for this request: the stated one alone, or all of the token's
     * @param justification whether one was given
     */
    public record Subject(
            String subject, String partner, List<String> roles, List<String> purposes, boolean justification) {}

    /** @param lawEnforcement whether it is among the purposes of Directive (EU) 2016/680, article 1(1) */
    public record PurposeFacts(String code, boolean lawEnforcement) {}

    /**
     * The dataset as it is classified now.
     *
     * @param derived null of a source
     */
    public record DatasetFacts(
            String id,
            String owner,
            AccessLevel accessLevel,
            Regime regime,
            Secrecy secrecy,
            DatasetKind kind,
            List<String> themes,
            LawFacts law,
            List<FieldFacts> fields,
            DerivedFacts derived) {
        public DatasetFacts derived(DerivedFacts other) {
            return new DatasetFacts(id, owner, accessLevel, regime, secrecy, kind, themes, law, fields, other);
        }
    }

    /**
     * What a result was computed from, and whether it was released.
     *
     * @param release null where it is governed by its sources alone
     */
    public record DerivedFacts(List<GoverningFacts> sources, ReleaseFacts release) {
        /** The same, of which it is told how the agreements stand. */
        public DerivedFacts standing(List<StandingFacts> agreements) {
            return new DerivedFacts(
                    sources, new ReleaseFacts(release.id, release.minimumGroupSize, List.copyOf(agreements)));
        }
    }

    /** What governs one of the sources now. */
    public record GoverningFacts(AccessLevel accessLevel, Regime regime, Secrecy secrecy) {}

    /** @param standsOn the agreements that the sources were shared under; one that is missing here does not hold */
    public record ReleaseFacts(String id, Integer minimumGroupSize, List<StandingFacts> standsOn) {}

    /** How long an agreement holds, as in {@link AgreementFacts}. */
    public record StandingFacts(String id, boolean signed, Instant from, Instant until, Instant terminated) {}

    /**
     * What its owner has recorded of its lawfulness; null is what was not.
     *
     * @param legalBasis the point of GDPR article 6(1)
     * @param retention how long it is kept, an ISO 8601 period
     * @param impactAssessment the reference of the assessment of GDPR article 35
     * @param specialCategoryCondition the point of GDPR article 9(2)
     */
    public record LawFacts(
            String legalBasis, String retention, String impactAssessment, String specialCategoryCondition) {
        public static final LawFacts NONE = new LawFacts(null, null, null, null);
    }

    /** One column of the dataset. */
    public record FieldFacts(String name, Sensitivity sensitivity) {}

    /**
     * A convention between the dataset's owner and the caller's partner, in force or not.
     *
     * @param signed whether all of its parties signed this version
     * @param until null where it has no end
     * @param terminated null where it was not; what lies ahead is the end of a notice
     */
    public record AgreementFacts(
            String id,
            int version,
            boolean signed,
            Instant from,
            Instant until,
            Instant terminated,
            List<ArticleFacts> articles) {}

    /**
     * One article that demands something, and what; null, or false, where it demands nothing of that kind.
     *
     * @param number as it is cited
     * @param anonymisedOnly no value of a personal field leaves
     * @param retention how long copies may be kept, an ISO 8601 period
     * @param from nothing leaves outside the period from here to {@code until}; null where the agreement's period is its own
     */
    public record ArticleFacts(
            String number,
            List<String> purposes,
            List<Action> actions,
            boolean anonymisedOnly,
            Integer minimumGroupSize,
            boolean noOnwardSharing,
            String retention,
            boolean notifyOwner,
            boolean competentAuthorityOnly,
            Instant from,
            Instant until) {}

    /**
     * One consent that names the dataset, in force or not: what does not permit is told as a reason.
     *
     * @param agreement the id of the agreement it stands under
     * @param purposes with the children that they had when it was given
     * @param fields those that are shown
     * @param rowFilter a filter in the JSON form of {@code kernel.FilterJson}
     * @param until null where it has no end
     * @param withdrawn null where it was not
     */
    public record ConsentFacts(
            String id,
            int version,
            String owner,
            String consumer,
            String agreement,
            List<String> purposes,
            List<Action> actions,
            List<String> fields,
            JsonNode rowFilter,
            Instant from,
            Instant until,
            Instant withdrawn) {}

    /**
     * One access rule. A selector that is null selects everything.
     *
     * @param sensitivities selects datasets that have a field of one of these
     * @param roles selects callers who have one of these
     * @param fields those that are masked, or those that a permit shows
     * @param maskMethod null unless it masks
     * @param rowFilter what a filter adds, or the rows of a permit
     * @param from the present, else the next, period in which its conditions on time hold
     */
    public record RuleFacts(
            String id,
            int version,
            RuleEffect effect,
            List<String> datasets,
            List<String> themes,
            List<Sensitivity> sensitivities,
            List<Regime> regimes,
            List<String> partners,
            List<String> roles,
            List<String> purposes,
            List<Action> actions,
            List<String> fields,
            MaskMethod maskMethod,
            JsonNode rowFilter,
            List<ObligationFacts> obligations,
            Instant from,
            Instant until) {}

    public record ObligationFacts(ObligationKind kind, String value) {}

    /** The next instant at which one of the facts starts or ends, at most {@link #LONGEST_VALIDITY} from now. */
    public Instant validUntil() {
        return next(
                now,
                Stream.of(
                                agreements.stream().flatMap(PolicyInput::changes),
                                changes(dataset.derived()),
                                consents.stream().flatMap(consent -> Stream.of(consent.from(), consent.until())),
                                rules.stream().flatMap(rule -> Stream.of(rule.from(), rule.until())))
                        .flatMap(Function.identity()));
    }

    private static Stream<Instant> changes(DerivedFacts derived) {
        return derived == null || derived.release() == null
                ? Stream.empty()
                : derived.release().standsOn().stream()
                        .flatMap(each -> Stream.of(each.from(), each.until(), each.terminated()));
    }

    static Stream<Instant> changes(AgreementFacts agreement) {
        return Stream.concat(
                Stream.of(agreement.from(), agreement.until(), agreement.terminated()),
                agreement.articles().stream().flatMap(article -> Stream.of(article.from(), article.until())));
    }

    /** @param changes may hold nulls, for what has no end */
    static Instant next(Instant now, Stream<Instant> changes) {
        return changes.filter(Objects::nonNull)
                .filter(now::isBefore)
                .reduce(now.plus(LONGEST_VALIDITY), (one, other) -> one.isBefore(other) ? one : other);
    }
}
