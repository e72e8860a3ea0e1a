package org.entente.rule;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;
import org.entente.access.Changes;
import org.entente.access.Epoch;
import org.entente.access.Idempotency;
import org.entente.access.Request;
import org.entente.identity.Caller;
import org.entente.kernel.HubException;
import org.entente.kernel.WholeLists;
import org.entente.rule.Rule.Step;
import org.entente.rule.Rule.Version;

/**
 * Drafts, activates, rolls back. A draft decides nothing, so it leaves the epoch as it is; what is put in force is in force on every
 * replica for every new request at once.
 */
@ApplicationScoped
public class RuleService {
    private static final String DRAFT = "draftRule";
    private static final int MOST_VERSIONS = 500;

    private final RuleStore rules;
    private final RuleTargets targets;
    private final RuleReferences references;
    private final Idempotency idempotency;
    private final Changes changes;
    private final Epoch epoch;
    private final ObjectMapper json;
    private final Clock clock;

    RuleService(
            RuleStore rules,
            RuleTargets targets,
            RuleReferences references,
            Idempotency idempotency,
            Changes changes,
            Epoch epoch,
            ObjectMapper json,
            Clock clock) {
        this.rules = rules;
        this.targets = targets;
        this.references = references;
        this.idempotency = idempotency;
        this.changes = changes;
        this.epoch = epoch;
        this.json = json;
        this.clock = clock;
    }

    /**
     * By a steward, for datasets of their own partner. With a key that was used before: the rule of then.
     *
     * @param edited the rule and the version that was read, whose next draft this is; null for a new rule
     */
    @Transactional(rollbackOn = Exception.class)
    public Rule draft(Request request, RuleInput input, Edited edited, String idempotencyKey) throws SQLException {
        var owner = request.caller().requirePartner();
        var use = new Idempotency.Use(
                DRAFT, request.caller(), idempotencyKey, json.valueToTree(new Asked(input, edited)));
        var done = idempotency.find(use);
        if (done.isPresent()) {
            return rules.find(done.get()).orElseThrow(HubException::notFound);
        }
        var id = edited == null ? create(owner) : edited.rule;
        var version = version(request.caller(), input, edited == null ? 1 : next(request.caller(), edited));
        references.check(owner, version.content());
        rules.add(id, version);
        idempotency.keep(use, id);
        record(request, DRAFT, id, version.version());
        return rules.find(id).orElseThrow();
    }

    public record Edited(UUID rule, int expectedVersion) {}

    private record Asked(RuleInput rule, Edited edited) {}

    private UUID create(String owner) throws SQLException {
        var id = UUID.randomUUID();
        rules.create(id, owner);
        return id;
    }

    private int next(Caller caller, Edited edited) throws SQLException {
        int latest = lock(caller, edited.rule, edited.expectedVersion).latest().version();
        if (latest >= MOST_VERSIONS) {
            throw HubException.limitExceeded(
                    "id", "A rule has at most " + MOST_VERSIONS + " versions; draft a new one");
        }
        return latest + 1;
    }

    private Version version(Caller caller, RuleInput input, int version) throws SQLException {
        WholeLists.require(json.valueToTree(input), "rule");
        var now = clock.instant();
        var content = RuleContents.of(input, references.purposes(input.purposes()));
        RuleShape.check(content, now);
        return new Version(version, content, caller.subject(), caller.name(), now);
    }

    private Rule lock(Caller caller, UUID id, int expectedVersion) throws SQLException {
        var rule = lockOwn(caller, id);
        if (rule.latest().version() != expectedVersion) {
            throw HubException.conflict(rule.latest().version());
        }
        return rule;
    }

    private Rule lockOwn(Caller caller, UUID id) throws SQLException {
        return rules.lock(id)
                .filter(found -> found.owner().equals(caller.requirePartner()))
                .orElseThrow(HubException::notFound);
    }

    /**
     * The latest draft, by a steward who wrote none of what was never in force. Activating what is active changes nothing.
     *
     * @param expectedVersion the draft that was read
     */
    @Transactional(rollbackOn = Exception.class)
    public Rule activate(Request request, UUID id, int expectedVersion) throws SQLException {
        var rule = lock(request.caller(), id, expectedVersion);
        var state = rule.state(expectedVersion);
        if (state == RuleState.ACTIVE) {
            return rule;
        }
        if (state != RuleState.DRAFT) {
            throw HubException.badInput("id", "A version that was rolled back is drafted again");
        }
        if (rule.drafters().contains(request.caller().subject())) {
            throw HubException.denied("rule.second_steward", "Another steward than who drafted it activates it");
        }
        // it may have waited long, and the catalogue moved on
        RuleShape.require(rule.latest().content().window(clock.instant()).isPresent(), "endsAt", "It is over");
        references.check(rule.owner(), rule.latest().content());
        targets.add(rule.owner(), id, expectedVersion, rule.latest().content());
        return take(
                request, "activateRule", rule, rule.activation(request.caller().name(), clock.instant()));
    }

    /**
     * To the version that was in force before, or to none; by any steward of the owner.
     *
     * @param expectedVersion the one in force
     */
    @Transactional(rollbackOn = Exception.class)
    public Rule rollback(Request request, UUID id, int expectedVersion) throws SQLException {
        var rule = lockOwn(request.caller(), id);
        int active = rule.active().map(Version::version).orElse(0);
        if (active != expectedVersion) {
            throw HubException.conflict(active);
        }
        if (active == 0) {
            throw HubException.badInput("expectedVersion", "No version of it is in force");
        }
        return take(
                request, "rollbackRule", rule, rule.rollback(request.caller().name(), clock.instant()));
    }

    private Rule take(Request request, String action, Rule rule, Step step) throws SQLException {
        rules.add(rule.id(), step);
        record(request, action, rule.id(), step.version());
        epoch.advance();
        return rules.find(rule.id()).orElseThrow();
    }

    private void record(Request request, String action, UUID rule, Integer version) throws SQLException {
        changes.record(
                request,
                action,
                null,
                json.createObjectNode().put("rule", rule.toString()).put("version", version));
    }

    /**
     * What simulating needs of a rule of the caller's partner.
     *
     * @throws HubException NOT_FOUND for a rule of another partner
     */
    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    public Drafted drafted(Caller caller, UUID id) throws SQLException {
        var rule = rules.find(id)
                .filter(found -> found.owner().equals(caller.requirePartner()))
                .orElseThrow(HubException::notFound);
        return new Drafted(
                rule.id().toString(),
                rule.owner(),
                rule.latest().version(),
                rule.latest().content(),
                rule.active().map(Version::content).orElse(null));
    }

    /** @param active what the draft would take the place of, null where nothing is in force */
    public record Drafted(String id, String owner, int version, RuleContent draft, RuleContent active) {}
}
