package org.entente.policy;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every fact that the one decision for a list of datasets depends on. As JSON it is
 * {@code policies/schemas/visibility.json}, with instants in milliseconds.
 *
 * @param agreements those that the consents stand under, their articles left out: none of them hides a dataset
 * @param consents those that name a hidden dataset
 */
public record VisibilityInput(
        Instant now,
        PolicyInput.Subject caller,
        List<PolicyInput.PurposeFacts> purposes,
        List<PolicyInput.AgreementFacts> agreements,
        List<HiddenConsentFacts> consents) {

    /**
     * One consent, given by the owner of the hidden datasets that it names.
     *
     * @param datasets the ids of the hidden ones that {@code owner} owns
     * @param until null where it has no end
     * @param withdrawn null where it was not
     */
    public record HiddenConsentFacts(
            String id,
            int version,
            String owner,
            String consumer,
            String agreement,
            List<String> purposes,
            List<String> datasets,
            Instant from,
            Instant until,
            Instant withdrawn) {}

    /** The next instant at which one of the facts starts or ends, at most {@link PolicyInput#LONGEST_VALIDITY} from now. */
    public Instant validUntil() {
        return PolicyInput.next(
                now,
                Stream.concat(
                        agreements.stream().flatMap(PolicyInput::changes),
                        consents.stream().flatMap(consent -> Stream.of(consent.from(), consent.until()))));
    }
}
