package org.entente.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * The answer of the policies for one caller, action and dataset.
 *
 * @param grants alternatives, at least one for a permit and none for a denial
 * @param reasons what permitted, or all that stood against it; never empty
 * @param release the SHA-256 of the compiled policies that decided
 * @param validUntil the instant from which it must be asked for again
 */
public record Decision(
        Outcome outcome,
        List<Grant> grants,
        List<Reason> reasons,
        List<Obligation> obligations,
        String release,
        Instant validUntil) {

    /**
     * Some rows, with some of their fields masked.
     *
     * @param rowFilter what the rows must match, explicit even for all of them
     */
    public record Grant(JsonNode rowFilter, List<Mask> masks, Source source) {}

    /** A field that is not shown as it is. */
    public record Mask(String field, MaskMethod method) {}

    /**
     * Why.
     *
     * @param code stable, listed in {@code policies/README.md}
     * @param source null where no single fact is behind it
     */
    public record Reason(String code, Source source) {}

    /**
     * The fact behind a grant or a reason.
     *
     * @param id of the law, what it is cited as
     * @param version null where the fact has none
     * @param article of the agreement, null where no single one is meant
     */
    public record Source(Kind kind, String id, Integer version, String article) {

        /** What sort of fact it is. */
        public enum Kind {
            @JsonProperty("dataset")
            DATASET,
            @JsonProperty("agreement")
            AGREEMENT,
            @JsonProperty("consent")
            CONSENT,
            @JsonProperty("rule")
            RULE,
            @JsonProperty("law")
            LAW,
            @JsonProperty("release")
            RELEASE
        }
    }

    /**
     * What whoever enforces the decision must do besides; an answer with one that is not understood is no decision.
     *
     * @param value empty where the kind says all
     */
    public record Obligation(ObligationKind kind, String value, Source source) {}

    public boolean permits() {
        return outcome == Outcome.PERMIT;
    }
}
