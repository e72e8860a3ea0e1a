package org.entente.policy;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Asks the policies. It keeps nothing between two questions: every fact is in the input, so that a kept input can be
 * decided again. Any number of threads may ask at once.
 */
public interface PolicyEngine {

    /**
     * The document that a rule gives for an input.
     *
     * @param input JSON in UTF-8
     * @throws PolicyUnavailableException when there is no answer; this never says anything about the caller
     */
    JsonNode evaluate(Entrypoint entrypoint, byte[] input);

    /** The compiled policies that every answer comes from. */
    Release release();

    /** @throws PolicyUnavailableException when there is no usable answer */
    default Decision decide(PolicyInput input) {
        var document = evaluate(Entrypoint.DECIDE, PolicyJson.write(input));
        return Answers.decision(document, release().sha256(), input.validUntil());
    }

    /**
     * The same decision, with all that was considered for it.
     *
     * @throws PolicyUnavailableException when there is no usable answer
     */
    default Considered explain(PolicyInput input) {
        var document = evaluate(Entrypoint.EXPLAIN, PolicyJson.write(input));
        return Answers.considered(document, release().sha256(), input.validUntil());
    }

    /**
     * The filter over the datasets' attributes {@code id}, {@code owner} and {@code accessLevel} that selects what the
     * caller may know of.
     *
     * @throws PolicyUnavailableException when there is no usable answer
     */
    default JsonNode visibility(VisibilityInput input) {
        return Answers.visibility(evaluate(Entrypoint.VISIBILITY, PolicyJson.write(input)));
    }
}
