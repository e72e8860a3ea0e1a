package org.entente.records;

import io.smallrye.mutiny.subscription.MultiEmitter;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.entente.access.Access;
import org.entente.access.Decided;
import org.entente.access.MaskKeys;
import org.entente.access.Permit;
import org.entente.access.PermitWatch;
import org.entente.access.Request;
import org.entente.kernel.ErrorCode;
import org.entente.kernel.Filter;
import org.entente.kernel.HubException;
import org.entente.kernel.MemoryFilter;
import org.entente.kernel.NormalForm;
import org.entente.policy.Action;
import org.jboss.logging.Logger;

/**
 * One subscription to a dataset's changes. What waits for it is bounded; a thread of its own, for as long as something waits, decides
 * anew, cuts and masks in memory, writes the audit event and sends at the pace at which the reader takes.
 */
final class ChangeSubscriber {
    private static final Logger LOG = Logger.getLogger(ChangeSubscriber.class);

    /** What all subscribers share. */
    record Services(Access access, PermitWatch watch, RecordShapes shapes, GrantedRowsCache grants, MaskKeys keys) {}

    /**
     * Who asked for what.
     *
     * @param path of the field in the answer
     * @param writable whether the reader's connection takes more
     */
    record Asked(Request request, UUID dataset, Filter filter, String path, BooleanSupplier writable) {}

    private final Services services;
    private final Asked asked;
    private final int most;
    private final MultiEmitter<? super RecordChange> emitter;
    private final ReaderPace pace;
    private final Deque<List<RecordRow>> waiting = new ArrayDeque<>();
    private int rowsWaiting;
    private boolean sending;
    private volatile boolean ended;
    private volatile Permit permit;

    ChangeSubscriber(Services services, Asked asked, int most, MultiEmitter<? super RecordChange> emitter) {
        this.services = services;
        this.asked = asked;
        this.most = most;
        this.emitter = emitter;
        this.pace = new ReaderPace(emitter, asked.writable, this::hasEnded);
    }

    /** @throws HubException as records would be refused; the filter is checked as there */
    void open() throws SQLException {
        var decided = services.access.require(asked.request, Action.SUBSCRIBE, asked.dataset, asked.path);
        services.access.enforce(asked.request, decided, () -> cut(decided));
        permit = services.watch.watch(asked.request.caller(), decided, this::decidedAnew, this::end);
        if (ended) {
            permit.close();
        }
    }

    void close() {
        ended = true;
        var watched = permit;
        if (watched != null) {
            watched.close();
        }
    }

    boolean hasEnded() {
        return ended;
    }

    private void decidedAnew(Decided now) {
        if (!now.decision().permits()) {
            end(revoked());
            return;
        }
        try {
            cut(now);
        } catch (HubException | SQLException narrower) {
            end(revoked());
        }
    }

    private static void requirePermit(Decided decided) {
        if (!decided.decision().permits()) {
            throw revoked();
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

    /** Never waits. */
    void offer(List<RecordRow> rows) {
        synchronized (waiting) {
            if (rowsWaiting + rows.size() <= most) {
                waiting.add(rows);
                rowsWaiting += rows.size();
                if (!sending) {
                    sending = true;
                    Thread.ofVirtual().name("record-changes").start(this::sendAll);
                }
                return;
            }
        }
        end(HubException.limitExceeded("recordChanges", "At most " + most + " records wait for a slow reader"));
    }

    /** All that waits; null when there is nothing, and then this thread ends. */
    private List<RecordRow> take() {
        synchronized (waiting) {
            sending = !waiting.isEmpty() && !ended;
            if (!sending) {
                return null;
            }
            var all = new ArrayList<RecordRow>(rowsWaiting);
            waiting.forEach(all::addAll);
            waiting.clear();
            rowsWaiting = 0;
            return all;
        }
    }

    private void sendAll() {
        try {
            for (var rows = take(); rows != null; rows = take()) {
                send(rows);
            }
        } catch (Exception failure) {
            LOG.debugf(failure, "a subscription ended");
            end(failure);
        }
    }

    private void send(List<RecordRow> rows) throws SQLException {
        // the watch decides for all: a thousand who ask at once would wait for each other's connections
        for (int sent = 0; sent < rows.size() && !ended; ) {
            permit.awaitConfirmed();
            sent += send(permit.decided(), rows.subList(sent, rows.size()));
        }
    }

    /** @return of how many rows nothing is left to do; the rest is for the decision that took the place of this one meanwhile */
    private int send(Decided decided, List<RecordRow> rows) throws SQLException {
        requirePermit(decided);
        var cut = cut(decided);
        var changes = rows.stream().map(cut::of).toList();
        long told = changes.stream().filter(Objects::nonNull).count();
        if (told > 0) {
            services.access.tell(asked.request, decided, asked.path);
            services.access.answered(asked.request, decided, told);
        }
        for (int i = 0; i < changes.size(); i++) {
            if (changes.get(i) != null && !emit(changes.get(i), decided)) {
                return i;
            }
        }
        return rows.size();
    }

    /** Not under a decision that is over: a reader may have been slow for long. */
    private boolean emit(RecordChange change, Decided decided) throws SQLException {
        pace.await();
        permit.awaitConfirmed();
        if (ended || permit.decided() != decided) {
            return false;
        }
        emitter.emit(change);
        return true;
    }

    private Cut cut(Decided decided) throws SQLException {
        var shape = services.shapes.find(asked.dataset, decided.epoch()).orElseThrow(HubException::notFound);
        var granted = services.grants.of(decided, shape);
        return new Cut(
                shape,
                granted,
                granted.asked(asked.filter, shape, "filter"),
                new MaskedRows(granted, () -> services.keys.of(asked.request.caller())));
    }

    /** The enforcer in memory: rows that some grant takes and that were asked for, masked. */
    private record Cut(RecordShape shape, GrantedRows granted, NormalForm asked, MaskedRows masked) {
        /** Null for a row that is not told. */
        RecordChange of(RecordRow row) {
            var taken = granted.taking(row::value);
            return taken != null && MemoryFilter.takes(asked, row::value)
                    ? new RecordChange(RecordChange.Kind.ADDED, masked.view(row.takenBy(taken), shape.fields()))
                    : null;
        }
    }
}
