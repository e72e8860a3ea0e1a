package org.entente.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Every fact that one decision about one dataset depends on. As JSON it is {@code policies/schemas/input.json}, with
 * instants in milliseconds.
 */
public record PolicyInput(
        Instant now, Subject caller, Action action, DatasetFacts dataset, List<ConsentFacts> consents) {

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

    /** The dataset as it is classified now. */
    public record DatasetFacts(
            String id,
            String owner,
            AccessLevel accessLevel,
            Regime regime,
            Secrecy secrecy,
            DatasetKind kind,
            List<String> themes,
            List<FieldFacts> fields) {}

    /** One column of the dataset. */
    public record FieldFacts(String name, Sensitivity sensitivity) {}

    /**
     * One consent that names the dataset, in force or not: what does not permit is told as a reason.
     *
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
            List<String> purposes,
            List<Action> actions,
            List<String> fields,
            JsonNode rowFilter,
            Instant from,
            Instant until,
            Instant withdrawn) {}

    /** The next instant at which one of the facts starts or ends, at most {@link #LONGEST_VALIDITY} from now. */
    public Instant validUntil() {
        return next(now, consents.stream().flatMap(consent -> Stream.of(consent.from(), consent.until())));
    }

    /** @param changes may hold nulls, for what has no end */
    static Instant next(Instant now, Stream<Instant> changes) {
        return changes.filter(Objects::nonNull)
                .filter(now::isBefore)
                .reduce(now.plus(LONGEST_VALIDITY), (one, other) -> one.isBefore(other) ? one : other);
    }
}
