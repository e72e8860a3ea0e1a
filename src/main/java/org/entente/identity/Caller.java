package org.entente.identity;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.entente.kernel.HubException;

/**
 * Who asks, for which partner and for which purpose. A citizen has no account: {@link #CITIZEN}.
 *
 * @param subject the token's subject, null for a citizen
 * @param name what to show and to log: the user name, null for a citizen
 * @param partner the id of the organisation the caller acts for, null for a citizen
 * @param granted the purposes the token is bound to (its {@code purpose:*} scopes)
 * @param statedPurpose the purpose stated for this request, one of the granted; null when none was stated
 * @param justification the case number or reason given with this request, null when none was
 */
public record Caller(
        String subject,
        String name,
        String partner,
        Set<String> roles,
        Set<String> granted,
        String statedPurpose,
        String justification) {

    public static final Caller CITIZEN = new Caller(null, null, null, Set.of(), Set.of(), null, null);

    /** The hub's own work (first harvest, schedules): no person, no partner, no right to any record. */
    public static final Caller HUB = new Caller("entente-hub", "entente-hub", null, Set.of(), Set.of(), null, null);

    public Caller {
        roles = Set.copyOf(roles);
        granted = Set.copyOf(granted);
        if (statedPurpose != null && !granted.contains(statedPurpose)) {
            throw HubException.badInput(
                    "Entente-Purpose", "The purpose '" + statedPurpose + "' is not among those of your token");
        }
    }

    /** The purposes in force for this request: the stated one alone, or all of the token's when none is stated. */
    public SortedSet<String> purposes() {
        return new TreeSet<>(statedPurpose == null ? granted : Set.of(statedPurpose));
    }

    /** The one purpose of this request, null when there is none or more than one. */
    public String purpose() {
        var purposes = purposes();
        return purposes.size() == 1 ? purposes.first() : null;
    }

    public boolean has(Role role) {
        return roles.contains(role.code);
    }

    /** For acts that belong to an organisation, such as granting a consent. */
    public String requirePartner() {
        if (partner == null) {
            throw HubException.denied("partner.required", "Your account belongs to no partner");
        }
        return partner;
    }
}
