package org.entente.rule;

import java.time.Instant;
import java.util.Set;
import org.entente.identity.Role;
import org.entente.kernel.Canonical;
import org.entente.kernel.HubException;
import org.entente.kernel.IsoPeriod;
import org.entente.policy.Action;
import org.entente.policy.PolicyInput.ObligationFacts;

/** What is wrong with a rule by itself, whatever the catalogue holds: effects without what they need, times that never come. */
final class RuleShape {
    private static final Set<String> ROLES = Set.of(Role.PARTNER_AGENT, Role.DATA_STEWARD);
    private static final int SMALLEST_GROUP = 2;
    private static final int LARGEST_GROUP = 1_000_000;

    private RuleShape() {}

    /** @throws HubException BAD_INPUT at what is wrong */
    static void check(RuleContent rule, Instant now) {
        switch (rule.effect()) {
            case PERMIT -> allow(rule, true, false, true);
            case DENY -> allow(rule, false, false, false);
            case MASK -> allow(rule, true, true, false);
            case FILTER -> allow(rule, false, false, true);
        }
        require(
                rule.actions() == null || !rule.actions().contains(Action.DISCOVER),
                "actions",
                "Rules never hide or show that a dataset exists");
        require(
                rule.roles() == null || ROLES.containsAll(rule.roles()),
                "roles",
                "partner-agent or data-steward is expected");
        checkObligations(rule);
        checkTimes(rule, now);
    }

    private static void allow(RuleContent rule, boolean fields, boolean method, boolean filter) {
        needs(fields, rule.fields(), "fields");
        needs(method, rule.maskMethod(), "maskMethod");
        needs(filter, rule.rowFilter(), "rowFilter");
    }

    private static void needs(boolean needed, Object given, String path) {
        require(needed == (given != null), path, needed ? "The effect needs it" : "The effect has no use for it");
    }

    private static void checkObligations(RuleContent rule) {
        boolean denies = rule.fields() == null && rule.maskMethod() == null && rule.rowFilter() == null;
        require(rule.obligations().isEmpty() || !denies, "obligations", "A denial obliges to nothing");
        for (int i = 0; i < rule.obligations().size(); i++) {
            var obligation = rule.obligations().get(i);
            require(isSound(obligation), "obligations[" + i + "].value", "It does not suit " + obligation.kind());
        }
    }

    private static boolean isSound(ObligationFacts obligation) {
        var value = obligation.value();
        return switch (obligation.kind()) {
            case MINIMUM_GROUP_SIZE -> isGroupSize(value);
            case DELETE_COPIES_AFTER ->
                IsoPeriod.of(value).filter(period -> !period.isZero()).isPresent();
            case NO_ONWARD_SHARING, NOTIFY_OWNER -> value.isEmpty();
        };
    }

    private static boolean isGroupSize(String value) {
        if (!value.matches("[0-9]{1,7}")) {
            return false;
        }
        int size = Integer.parseInt(value);
        return size >= SMALLEST_GROUP && size <= LARGEST_GROUP;
    }

    private static void checkTimes(RuleContent rule, Instant now) {
        Canonical.requireYear(rule.startsAt(), "rule.startsAt");
        Canonical.requireYear(rule.endsAt(), "rule.endsAt");
        require(rule.startsAt() == null || !rule.startsAt().isBefore(now), "startsAt", "A rule cannot be dated back");
        require(rule.endsAt() == null || rule.endsAt().isAfter(now), "endsAt", "It is over");
        require(
                rule.endsAt() == null
                        || rule.startsAt() == null
                        || rule.endsAt().isAfter(rule.startsAt()),
                "endsAt",
                "The end must come after the start");
        require(rule.window(now).isPresent(), "condition", "It never holds within the rule's period");
    }

    static void require(boolean holds, String path, String problem) {
        if (!holds) {
            throw HubException.badInput("rule." + path, problem);
        }
    }
}
