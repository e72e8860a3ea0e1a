package org.entente.access;

import java.util.UUID;
import org.entente.policy.AccessLevel;
import org.entente.policy.Action;
import org.entente.policy.Decision;

/**
 * A decision and what it was taken under.
 *
 * @param accessLevel of the dataset; what is open needs no audit event an answer
 * @param epoch the governance epoch whose facts it was taken on
 */
public record Decided(Action action, UUID dataset, AccessLevel accessLevel, Decision decision, long epoch) {}
