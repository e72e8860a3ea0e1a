package org.entente.observatory;

import io.smallrye.mutiny.subscription.MultiEmitter;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.entente.access.Access;
import org.entente.access.Decided;
import org.entente.access.Permit;
import org.entente.access.PermitWatch;
import org.entente.access.QueryCursors;
import org.entente.access.Request;
import org.entente.access.RequestCursors;
import org.entente.catalogue.Dataset;
import org.entente.kernel.ErrorCode;
import org.entente.kernel.HubException;
import org.entente.observatory.AnomalyApi.AnomalyEvent;
import org.entente.policy.Action;
import org.entente.records.ReaderPace;
import org.jboss.logging.Logger;

/**
 * One subscription to anomalies. A thread of its own reads on from its position, at the pace at which the reader takes, and shows each
 * under the decision of that moment; nothing waits in memory for a slow reader. It ends with the first permit that is withdrawn of those
 * that it stands on: what was lost is said, and the reader comes back with the last cursor for what is left.
 */
final class AnomalySubscriber implements Runnable {
    private static final Logger LOG = Logger.getLogger(AnomalySubscriber.class);
    private static final int AT_ONCE = 100;

    /** What all subscribers share. */
    record Services(
            Access access,
            PermitWatch watch,
            SearchableAnomalies datasets,
            AnomalyReader reader,
            AnomalyFeed feed,
            RequestCursors cursors) {
        QueryCursors cursorsOf(Request request, AnomalyFilter filter) {
            return cursors.of(request.caller(), "anomalies, as they are told " + filter);
        }
    }

    /**
     * Who asked for what.
     *
     * @param after the cursor of the last event, null for what is told from now on
     * @param path of the field in the answer
     * @param writable whether the reader's connection takes more
     */
    record Asked(Request request, AnomalyFilter filter, String after, String path, BooleanSupplier writable) {}

    private final Services services;
    private final Asked asked;
    private final MultiEmitter<? super AnomalyEvent> emitter;
    private final ReaderPace pace;
    private final QueryCursors cursors;
    private final Semaphore news = new Semaphore(1);
    private final Map<UUID, Permit> permits = new ConcurrentHashMap<>();
    private final Runnable woken = this::wake;
    private volatile boolean ended;
    private long position;

    AnomalySubscriber(Services services, Asked asked, MultiEmitter<? super AnomalyEvent> emitter) {
        this.services = services;
        this.asked = asked;
        this.emitter = emitter;
        this.pace = new ReaderPace(emitter, asked.writable, () -> ended);
        this.cursors = services.cursorsOf(asked.request, asked.filter);
    }

    /** @throws HubException where there is no dataset whose anomalies may be followed */
    void open() throws SQLException {
        position = cursors.open(asked.after).map(Long::valueOf).orElse(-1L);
        if (position < 0) {
            position = services.feed.last();
        }
        var known = services.datasets.known(asked.request).stream()
                .filter(this::chooses)
                .toList();
        var permitted = services.datasets.of(asked.request, Action.SUBSCRIBE, known);
        if (permitted.isEmpty()) {
            refuse(known.isEmpty() ? UUID.randomUUID() : known.getFirst().id);
        }
        SearchableAnomalies.requireFew(asked.request, permitted.size());
        permitted.forEach(each -> watch(each.granted().decided()));
        services.feed.add(woken);
        if (ended) {
            // it was closed while it opened
            close();
        }
    }

    private void refuse(UUID dataset) throws SQLException {
        var decided = services.access.require(asked.request, Action.SUBSCRIBE, dataset, asked.path);
        throw services.access.refusal(asked.request, decided, SeriesReason.NOT_MAPPED.code());
    }

    private boolean chooses(Dataset dataset) {
        return asked.filter.choosesDataset(dataset)
                && asked.filter.choosesPartner(dataset)
                && asked.filter.choosesTheme(dataset);
    }

    private Permit watch(Decided decided) {
        var permit = services.watch.watch(asked.request.caller(), decided, this::decidedAnew, this::end);
        permits.put(decided.dataset(), permit);
        if (ended) {
            permit.close();
        }
        return permit;
    }

    private void decidedAnew(Decided now) {
        if (!now.decision().permits() || services.reader.granted(now).areNone()) {
            end(revoked());
        }
    }

    private static HubException revoked() {
        return new HubException(ErrorCode.REVOKED, ErrorCode.REVOKED.meaning(), Map.of());
    }

    private void end(Exception why) {
        ended = true;
        if (!asked.request.end(why)) {
            emitter.fail(why);
        }
    }

    void close() {
        ended = true;
        services.feed.remove(woken);
        permits.values().forEach(Permit::close);
        wake();
    }

    private void wake() {
        news.release();
    }

    @Override
    public void run() {
        try {
            while (!ended) {
                var found = services.feed.since(position, AT_ONCE);
                for (var each : found) {
                    if (!ended) {
                        tell(each.anomaly(), each.series());
                        position = each.position();
                    }
                }
                if (found.isEmpty()) {
                    news.tryAcquire(10, TimeUnit.SECONDS);
                    news.drainPermits();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Exception failure) {
            LOG.debugf(failure, "a subscription ended");
            end(failure);
        }
    }

    private void tell(KnownAnomaly anomaly, Series series) throws SQLException {
        var filter = asked.filter;
        boolean chosen = AnomalyFilter.chooses(filter.kinds(), anomaly.anomaly().kind())
                && AnomalyFilter.chooses(filter.severities(), anomaly.anomaly().severity())
                && AnomalyFilter.chooses(filter.series(), series.id().toString())
                && filter.choosesPeriod(anomaly.anomaly().at());
        var permit = chosen ? permit(anomaly.dataset()) : null;
        while (permit != null && !ended && !tell(anomaly, series, permit)) {
            // another decision has taken the place of the one that it was shown under
        }
    }

    /** Of a dataset that came after the subscription too; null where there is none. */
    private Permit permit(UUID dataset) throws SQLException {
        var known = permits.get(dataset);
        if (known != null) {
            return known;
        }
        // mostly known: what all other subscribers are told of costs this one nothing
        var decided = services.access.decide(asked.request.caller(), Action.SUBSCRIBE, dataset);
        return decided.decision().permits() ? newPermit(dataset) : null;
    }

    private Permit newPermit(UUID dataset) throws SQLException {
        var chosen = services.datasets.known(asked.request, dataset).stream()
                .filter(this::chooses)
                .toList();
        if (chosen.isEmpty()) {
            return null;
        }
        var permitted = services.datasets.of(asked.request, Action.SUBSCRIBE, chosen);
        if (permitted.isEmpty()) {
            return null;
        }
        SearchableAnomalies.requireFew(asked.request, permits.size() + 1);
        return watch(permitted.getFirst().granted().decided());
    }

    /** @return whether nothing is left to do */
    private boolean tell(KnownAnomaly anomaly, Series series, Permit permit) throws SQLException {
        permit.awaitConfirmed();
        var decided = permit.decided();
        if (!decided.decision().permits()) {
            throw revoked();
        }
        var granted = services.reader.granted(decided);
        var view = services.reader.view(asked.request, anomaly, series, granted);
        if (view.isEmpty() || !isInAreas(view.get(), granted)) {
            return true;
        }
        pace.await();
        permit.awaitConfirmed();
        if (ended || permit.decided() != decided) {
            return ended;
        }
        services.access.tell(asked.request, decided, asked.path);
        services.access.answered(asked.request, decided, 1);
        // writing that down took its time
        if (ended || permit.decided() != decided) {
            return ended;
        }
        var cursor = cursor(cursors, anomaly.position());
        asked.request.answerAnew();
        emitter.emit(new AnomalyEvent(cursor, view.get()));
        return true;
    }

    static String cursor(QueryCursors cursors, long position) {
        return cursors.page(List.of(position), 1, Object::toString).info().endCursor();
    }

    /** Nothing can be asked by a place that some grant masks. */
    private boolean isInAreas(AnomalyView view, GrantedSeries granted) {
        var place = view.series().place();
        return asked.filter.areas() == null
                || asked.filter.areas().isEmpty()
                || granted.showsToAll(SeriesFields.PLACE) && place != null && asked.filter.choosesAreas(place.areas());
    }
}
