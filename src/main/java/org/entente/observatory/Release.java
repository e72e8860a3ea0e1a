package org.entente.observatory;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.entente.catalogue.LegalBasis;
import org.entente.policy.AccessLevel;

/**
 * What two stewards say of a result.
 *
 * @param version the number of its last step
 * @param titles by language
 * @param proposer the subject of who proposed it
 * @param agreements those that the result's sources were shared under when it was proposed
 * @param at of the last step
 */
record Release(
        UUID id,
        UUID dataset,
        int version,
        ReleaseState state,
        AccessLevel accessLevel,
        Map<String, String> titles,
        String method,
        Integer minimumGroupSize,
        LegalBasis legalBasis,
        List<UUID> agreements,
        String proposer,
        Instant at) {}
