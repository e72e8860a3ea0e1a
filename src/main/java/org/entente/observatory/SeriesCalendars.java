package org.entente.observatory;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.entente.access.Access;
import org.entente.access.Changes;
import org.entente.access.Request;
import org.entente.catalogue.DatasetVersions;
import org.entente.kernel.HubException;
import org.entente.kernel.PublicId;
import org.entente.observatory.LabelledScoring.State;
import org.entente.policy.Action;
import org.entente.records.RecordPeriods;
import org.entente.records.RecordPeriods.Asked;
import org.entente.records.RecordPeriods.Found;

/**
 * The calendars that series are scored by: datasets that anyone may read, so that what an anomaly says of its evening tells nothing that is
 * kept from its reader, and no series goes on knowing what was taken back. Their records are looked at again and again; each change holds from a
 * stated observation on, as an {@link Adjustment}.
 */
@ApplicationScoped
class SeriesCalendars {
    /** Of one: the latest. */
    private static final int PERIODS = 2_000;

    private final SeriesStore series;
    private final CalendarStore store;
    private final LabelledScoring scoring;
    private final RecordPeriods records;
    private final Access access;
    private final Changes changes;
    private final ObjectMapper json;

    SeriesCalendars(
            SeriesStore series,
            CalendarStore store,
            LabelledScoring scoring,
            RecordPeriods records,
            Access access,
            Changes changes,
            ObjectMapper json) {
        this.series = series;
        this.store = store;
        this.scoring = scoring;
        this.records = records;
        this.access = access;
        this.changes = changes;
        this.json = json;
    }

    /**
     * By a steward of the series' owner. To say the same once more changes nothing.
     *
     * @param expectedVersion the series' scoring's
     */
    State set(Request request, UUID id, List<SeriesCalendarInput> given, int expectedVersion) throws Exception {
        var found = new LinkedHashMap<SeriesCalendar, Found>();
        for (int i = 0; i < given.size(); i++) {
            var path = "calendars[" + i + "]";
            var calendar = calendar(given.get(i));
            if (found.put(calendar, read(request, calendar, path)) != null) {
                throw HubException.badInput(path, "Twice the same calendar");
            }
        }
        return inTransaction(() -> set(request, id, found, expectedVersion));
    }

    private static SeriesCalendar calendar(SeriesCalendarInput given) {
        return new SeriesCalendar(
                given.kind(), new Asked(PublicId.parse(given.dataset()), given.from(), given.to(), given.name()));
    }

    /** As who asks may read it, and anyone else. */
    private Found read(Request request, SeriesCalendar calendar, String path) throws SQLException {
        var asked = calendar.asked();
        var decided = access.require(request, Action.READ, asked.dataset());
        records.require(asked, path);
        if (!records.areOpen(asked)) {
            throw HubException.badInput(path + ".dataset", "Not everybody may read all of these records and fields");
        }
        var found = records.latest(asked, PERIODS).orElseThrow(HubException::notFound);
        access.answered(request, decided, found.periods().size());
        return found;
    }

    private State set(Request request, UUID id, Map<SeriesCalendar, Found> calendars, int expectedVersion)
            throws SQLException {
        var found = series.find(id).orElseThrow(HubException::notFound);
        DatasetVersions.own(request, found.dataset());
        var state = scoring.lock(found);
        var before = store.of(found.number());
        if (List.copyOf(before.keySet()).equals(List.copyOf(calendars.keySet()))) {
            return state;
        }
        if (state.version() != expectedVersion) {
            throw HubException.conflict(state.version());
        }
        var periods = store.set(found.number(), calendars);
        changes.record(
                request,
                "setCalendars",
                found.dataset(),
                json.createObjectNode()
                        .put("series", id.toString())
                        .set(
                                "calendars",
                                json.valueToTree(calendars.keySet().stream()
                                        .map(each -> each.asked().dataset())
                                        .toList())));
        return scoring.seasons(state, periods, request.caller().subject());
    }

    /** Reads again those whose records changed, and lets go of those that not everybody may read any more. */
    void look() throws Exception {
        Exception failed = null;
        for (var each : store.all()) {
            try {
                look(each);
            } catch (Exception failure) {
                failed = failure;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    private void look(CalendarStore.Used used) throws Exception {
        var asked = used.calendar().asked();
        boolean open = records.areOpen(asked);
        if (open ? used.isOld() : used.isRead()) {
            var found = open ? records.latest(asked, PERIODS).orElse(null) : null;
            for (var number : used.series()) {
                inTransaction(() -> found(number, used.calendar(), found));
            }
        }
    }

    private State found(int number, SeriesCalendar calendar, Found found) throws SQLException {
        var state = scoring.lock(series.numbered(List.of(number)).getFirst());
        var before = CalendarStore.read(store.of(number));
        store.found(number, calendar, found);
        var now = CalendarStore.read(store.of(number));
        return now.equals(before) ? state : scoring.seasons(state, now, null);
    }

    private static <T> T inTransaction(Callable<T> work) {
        return QuarkusTransaction.requiringNew().call(work);
    }
}
