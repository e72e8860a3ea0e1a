package org.entente.federation;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.entente.access.Changes;
import org.entente.access.Idempotency;
import org.entente.access.Leases;
import org.entente.access.Request;
import org.entente.identity.Caller;
import org.entente.kernel.HubException;
import org.jboss.logging.Logger;

/** Sources and their harvests. A run that was killed is closed at the next start and its source is read again. */
@ApplicationScoped
public class HarvestService {
    private static final Logger LOG = Logger.getLogger(HarvestService.class);
    private static final String REGISTER = "registerSource";
    private static final int AT_ONCE = 4;

    private final Harvest harvest;
    private final SourceAddresses addresses;
    private final HarvestRuns runs;
    private final Leases leases;
    private final Changes changes;
    private final Idempotency idempotency;
    private final ObjectMapper json;
    private final Clock clock;
    private final Semaphore working = new Semaphore(AT_ONCE);
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    HarvestService(
            Harvest harvest,
            SourceAddresses addresses,
            HarvestRuns runs,
            Leases leases,
            Changes changes,
            Idempotency idempotency,
            ObjectMapper json,
            Clock clock) {
        this.harvest = harvest;
        this.addresses = addresses;
        this.runs = runs;
        this.leases = leases;
        this.changes = changes;
        this.idempotency = idempotency;
        this.json = json;
        this.clock = clock;
    }

    /** By a steward, for their own partner. */
    @Transactional(rollbackOn = Exception.class)
    public HarvestSource register(Request request, SourceInput input, String idempotencyKey) throws SQLException {
        var owner = request.caller().requirePartner();
        var use = new Idempotency.Use(REGISTER, request.caller(), idempotencyKey, json.valueToTree(input));
        var done = idempotency.find(use);
        if (done.isPresent()) {
            return HarvestSource.findById(done.get());
        }
        addresses.require(input.address(), "source.address");
        if (HarvestSource.of(owner, input.address()).isPresent()) {
            throw HubException.badInput("source.address", "Your partner has a source with this address already");
        }
        var source = source(request, owner, input);
        source.persistAndFlush();
        idempotency.keep(use, source.id);
        changes.record(request, REGISTER, null, use.input());
        return source;
    }

    private HarvestSource source(Request request, String owner, SourceInput input) {
        var source = new HarvestSource();
        source.id = UUID.randomUUID();
        source.owner = owner;
        source.address = input.address();
        source.format = input.format();
        source.defaultAccessLevel = input.defaultAccessLevel();
        source.defaultRegime = input.defaultRegime();
        source.registeredAt = clock.instant();
        source.registeredBy = request.caller().name();
        return source;
    }

    /** Starts a run and returns it at once; {@code harvestProgress} tells how it goes on. */
    public HarvestRun start(Request request, UUID id) throws SQLException {
        var source = own(request, id);
        var run = runs.start(source);
        executor.submit(() -> underLease(request, source, run.id));
        return run;
    }

    /** The run, once it has ended. */
    public HarvestRun run(Request request, UUID id) throws SQLException {
        var source = own(request, id);
        var run = runs.start(source);
        underLease(request, source, run.id);
        return runs.find(run.id).orElseThrow();
    }

    /** Whether any run of this source was ever completed. */
    public boolean wasHarvested(UUID source) {
        return QuarkusTransaction.requiringNew()
                .call(() -> HarvestRun.count("source = ?1 and state = ?2", source, HarvestRun.State.COMPLETED) > 0);
    }

    public HarvestSource own(Request request, UUID id) {
        HarvestSource source = QuarkusTransaction.requiringNew().call(() -> HarvestSource.findById(id));
        if (source == null || !source.owner.equals(request.caller().requirePartner())) {
            throw HubException.notFound();
        }
        return source;
    }

    /** A run holds a database session for its lease, so only a few work at once; the others wait their turn. */
    private void underLease(Request request, HarvestSource source, UUID run) {
        working.acquireUninterruptibly();
        try (var lease = leases.take(run).orElseThrow()) {
            LOG.debugf("harvest run %s under %s", run, lease);
            harvest.run(request, source, run);
        } catch (Throwable e) {
            // whatever it was, a run that stayed RUNNING would keep its source from ever being read again
            LOG.errorf(e, "harvest run %s", run);
            runs.fail(run, "hub.failed", "The hub failed; its log names this run.");
        } finally {
            working.release();
        }
    }

    /** Whoever held an interrupted run's lease is gone: nothing of it was applied, so it is simply done again. */
    void resume(@Observes StartupEvent boot) {
        executor.submit(() -> {
            for (var run : QuarkusTransaction.requiringNew().call(HarvestRun::running)) {
                resume(run);
            }
        });
    }

    private void resume(HarvestRun run) {
        try (var lease = leases.take(run.id).orElse(null)) {
            if (lease == null) {
                return;
            }
            runs.fail(run.id, "hub.interrupted", "The hub was stopped during this run; a new one was started.");
            HarvestSource source = QuarkusTransaction.requiringNew().call(() -> HarvestSource.findById(run.source));
            var again = runs.start(source);
            executor.submit(() -> underLease(Request.of(Caller.HUB, "en"), source, again.id));
        } catch (SQLException | HubException e) {
            LOG.errorf(e, "harvest run %s could not be resumed", run.id);
        }
    }
}
