package org.entente.agreement;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.entente.policy.Action;
import org.entente.policy.PolicyInput.ArticleFacts;

/**
 * One article as it is stored and compared: its words, and what the hub enforces of them. A constraint that is null, or false,
 * demands nothing of its kind.
 *
 * @param number as it is cited
 * @param texts by language, {@code fr} and {@code en}
 * @param purposes with the children that they had when the article was written
 * @param retention how long copies may be kept, an ISO 8601 period
 * @param from null where it holds as long as the agreement
 */
public record Article(
        String number,
        Map<String, String> texts,
        List<String> purposes,
        List<Action> actions,
        boolean anonymisedOnly,
        Integer minimumGroupSize,
        boolean noOnwardSharing,
        String retention,
        boolean notifyOwner,
        boolean competentAuthorityOnly,
        Instant from,
        Instant until) {

    /** Whether the hub enforces anything of it; most articles are words alone. */
    boolean demands() {
        return !facts().equals(
                        new ArticleFacts(number, null, null, false, null, false, null, false, false, null, null));
    }

    ArticleFacts facts() {
        return new ArticleFacts(
                number,
                purposes,
                actions,
                anonymisedOnly,
                minimumGroupSize,
                noOnwardSharing,
                retention,
                notifyOwner,
                competentAuthorityOnly,
                from,
                until);
    }
}
