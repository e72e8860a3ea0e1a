package org.entente.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.entente.audit.AuditEvent;
import org.entente.audit.AuditLog;
import org.entente.identity.Caller;
import org.entente.kernel.ErrorCode;
import org.entente.kernel.Filter;
import org.entente.kernel.HubException;
import org.entente.policy.Action;
import org.entente.policy.PolicyEngine;
import org.entente.policy.PolicyInput;
import org.entente.policy.PolicyInput.FieldFacts;

/**
 * The policy information point, through which every entrance goes: it gathers the facts that matter, asks the policies, keeps the
 * decision while it holds, tells the caller what was decided and the audit log what was answered.
 */
@ApplicationScoped
public class Access {
    private final FactReader facts;
    private final PolicyEngine policies;
    private final DecisionCache cache;
    private final Epoch epoch;
    private final AuditLog audit;
    private final Explanation explanation;
    private final Clock clock;
    private final Counter evaluated;
    private final Counter cached;
    private final Timer decisions;
    private final Timer visibilities;

    Access(
            FactReader facts,
            PolicyEngine policies,
            DecisionCache cache,
            Epoch epoch,
            AuditLog audit,
            Explanation explanation,
            Clock clock,
            MeterRegistry meters) {
        this.facts = facts;
        this.policies = policies;
        this.cache = cache;
        this.epoch = epoch;
        this.audit = audit;
        this.explanation = explanation;
        this.clock = clock;
        this.evaluated = decisions(meters, "policies");
        this.cached = decisions(meters, "cache");
        this.decisions = timer(meters, "entente.decision", "One dataset's facts gathered and decided on");
        this.visibilities = timer(meters, "entente.visibility", "A list's facts gathered and decided on");
    }

    private static Counter decisions(MeterRegistry meters, String source) {
        return Counter.builder("entente.decisions")
                .description("Decisions asked for, by where they came from")
                .tag("from", source)
                .register(meters);
    }

    private static Timer timer(MeterRegistry meters, String name, String description) {
        return Timer.builder(name)
                .description(description)
                .publishPercentiles(0.5, 0.99)
                .register(meters);
    }

    public Decided decide(Caller caller, Action action, UUID dataset) throws SQLException {
        var key = key(caller, action, dataset);
        var known = cache.find(key);
        count(known);
        return known == null ? decideAnew(caller, key) : known;
    }

    private void count(Object known) {
        (known == null ? evaluated : cached).increment();
    }

    private Decided decideAnew(Caller caller, DecisionCache.Key key) throws SQLException {
        long began = System.nanoTime();
        var gathered = facts.about(caller, key.action(), key.dataset());
        var decided = decided(key, gathered.facts().input(), gathered.epoch());
        decisions.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        return decided;
    }

    private Decided decided(DecisionCache.Key key, PolicyInput input, long epoch) {
        var decided = new Decided(
                key.action(),
                key.dataset(),
                input.dataset().accessLevel(),
                input.dataset().fields().stream().map(FieldFacts::name).collect(Collectors.toUnmodifiableSet()),
                policies.decide(input),
                epoch);
        cache.put(new DecisionCache.Key(key.subject(), key.action(), key.dataset(), epoch, key.release()), decided);
        return decided;
    }

    /** The decisions about a page of datasets, an action each: the facts of those that are not known yet are read together. */
    public Map<UUID, List<Decided>> decide(Caller caller, List<Action> actions, List<UUID> datasets)
            throws SQLException {
        var known = new LinkedHashMap<UUID, List<Decided>>();
        for (var dataset : datasets) {
            known.put(dataset, known(caller, actions, dataset));
        }
        var unknown =
                datasets.stream().filter(dataset -> known.get(dataset) == null).toList();
        if (!unknown.isEmpty()) {
            for (var gathered : facts.about(caller, actions.getFirst(), unknown)) {
                known.put(gathered.facts().dataset, decideAnew(caller, actions, gathered));
            }
        }
        return known;
    }

    /** Null unless all are. */
    private List<Decided> known(Caller caller, List<Action> actions, UUID dataset) throws SQLException {
        var known = new ArrayList<Decided>(actions.size());
        for (var action : actions) {
            known.add(cache.find(key(caller, action, dataset)));
        }
        if (known.contains(null)) {
            return null;
        }
        known.forEach(this::count);
        return known;
    }

    private List<Decided> decideAnew(Caller caller, List<Action> actions, FactReader.Gathered gathered)
            throws SQLException {
        var decisions = new ArrayList<Decided>(actions.size());
        for (var action : actions) {
            count(null);
            decisions.add(decided(
                    key(caller, action, gathered.facts().dataset),
                    gathered.facts().input(action),
                    gathered.epoch()));
        }
        return decisions;
    }

    private DecisionCache.Key key(Caller caller, Action action, UUID dataset) throws SQLException {
        return new DecisionCache.Key(
                Subjects.of(caller),
                action,
                dataset,
                epoch.current(),
                policies.release().sha256());
    }

    /**
     * The permit, or the refusal with its reasons; either is told under {@code extensions.governance}.
     *
     * @throws HubException NOT_FOUND for what the caller may not know of, else UNAUTHENTICATED, PURPOSE_REQUIRED, JUSTIFICATION_REQUIRED or
     *     ACCESS_DENIED
     */
    public Decided require(Request request, Action action, UUID dataset) throws SQLException {
        return require(request, action, dataset, Request::path);
    }

    /** @param path of a field that is answered on another thread than the operation's */
    public Decided require(Request request, Action action, UUID dataset, String path) throws SQLException {
        return require(request, action, dataset, () -> path);
    }

    private Decided require(Request request, Action action, UUID dataset, Supplier<String> path) throws SQLException {
        var decided = decide(request.caller(), action, dataset);
        if (!decided.decision().permits()) {
            throw refusal(request, decided);
        }
        explanation.tell(request, decided, path);
        return decided;
    }

    /** What an answer stands on that goes on under another decision than it began with. */
    public void tell(Request request, Decided decided, String path) {
        explanation.tell(request, decided, () -> path);
    }

    private HubException refusal(Request request, Decided decided) throws SQLException {
        boolean known = decided.action() != Action.DISCOVER
                && decide(request.caller(), Action.DISCOVER, decided.dataset())
                        .decision()
                        .permits();
        // for what does not exist too: it must take the same path
        audit.write(AuditEvents.of(request, decided, AuditEvent.Kind.DENIAL, 0L, clock.instant(), null));
        return known ? explanation.refusal(request, decided) : HubException.notFound();
    }

    /** For an enforcer that cannot give what was permitted: its refusal is told, and audited, as a decision of its own. */
    public HubException refusal(Request request, Decided permitted, String reason) throws SQLException {
        return refusal(request, permitted.refusedFor(reason));
    }

    /** What is done under a permit. */
    @FunctionalInterface
    public interface Enforcement<T> {
        T enforced() throws SQLException;
    }

    /** Who asks by a field that is masked for them is refused, and that is audited as a denial is. */
    public <T> T enforce(Request request, Decided permitted, Enforcement<T> enforcement) throws SQLException {
        try {
            return enforcement.enforced();
        } catch (HubException refused) {
            if (refused.code() == ErrorCode.MASKED_FIELD_USED) {
                var detail = AuditEvents.refused(refused);
                audit.write(AuditEvents.of(request, permitted, AuditEvent.Kind.DENIAL, 0L, clock.instant(), detail));
            }
            throw refused;
        }
    }

    /** Which datasets the caller may know of, as a filter over their id, owner and access level: one decision for any list. */
    public Filter visible(Request request) throws SQLException {
        var key = new DecisionCache.ListKey(
                Subjects.of(request.caller()),
                epoch.current(),
                policies.release().sha256());
        var known = cache.find(key);
        count(known);
        return known == null ? visibleAnew(request.caller(), key) : known;
    }

    private Filter visibleAnew(Caller caller, DecisionCache.ListKey key) throws SQLException {
        long began = System.nanoTime();
        var gathered = facts.visible(caller);
        var input = gathered.facts().input(clock.instant());
        var filter = VisibleFilter.read(policies.visibility(input));
        cache.put(
                new DecisionCache.ListKey(key.subject(), gathered.epoch(), key.release()),
                new DecisionCache.Visible(filter, input.validUntil()));
        visibilities.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        return filter;
    }

    /** Writes the answer's event, durably, before it leaves; what anyone would have got needs none. */
    public void answered(Request request, Decided decided, long rows) {
        answered(request, decided, Long.valueOf(rows), null);
    }

    /** Likewise for a list of one row of each. */
    public void answered(Request request, List<Decided> decided) {
        var now = clock.instant();
        audit.write(decided.stream()
                .filter(each -> !each.forAnyone())
                .map(each -> AuditEvents.of(request, each, AuditEvent.Kind.READ, 1L, now, null))
                .toList());
    }

    /**
     * Likewise one event of an answer that leaves in parts.
     *
     * @param rows that have left, null before the first
     * @param detail which part it was
     * @return the event's id, null where none is needed
     */
    public UUID answered(Request request, Decided decided, Long rows, ObjectNode detail) {
        if (decided.forAnyone()) {
            return null;
        }
        var event = AuditEvents.of(request, decided, AuditEvent.Kind.READ, rows, clock.instant(), detail);
        audit.write(event);
        return event.id();
    }
}
