package org.entente.observatory;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.entente.access.Changes;
import org.entente.access.Idempotency;
import org.entente.access.Request;
import org.entente.kernel.HubException;
import org.entente.observatory.AppendedObservations.ObservationCount;

/**
 * Stores one call of appendObservations in one transaction, with what became of it, its audit event and word for those who score. Calls
 * to one series queue at its progress; rows travel as arrays, one statement for all series of a call.
 */
@ApplicationScoped
class ObservationBook {
    static final String OPERATION = "appendObservations";
    private static final int TOLD = 100;
    private static final String LOCK =
            "select series, newest, watermark from series_progress where series = any (?) order by series for update";
    private static final String KNOWN = """
            select o.series, o.at, o.value from unnest(?::int[], ?::bigint[]) as asked (series, at)
            join observation o on o.series = asked.series
                and o.at = timestamptz 'epoch' + asked.at * interval '1 millisecond'
            """;
    private static final String INSERT = """
            insert into observation (series, at, value, late)
            select series, timestamptz 'epoch' + at * interval '1 millisecond', value, late
            from unnest(?::int[], ?::bigint[], ?::float8[], ?::boolean[]) as given (series, at, value, late)
            """;
    private static final String PROGRESS =
            "update series_progress set newest = ?, watermark = ?, appended_at = ?, settles_at = ? where series = ?";
    private static final String DUE = "insert into scoring_due (series) values (?)";
    private static final String KEEP = "insert into observation_append (id, dataset, result) values (?, ?, ?::jsonb)";
    private static final String KEPT = "select result from observation_append where id = ?";
    /** With what was set aside. */
    private static final int FORGOTTEN_AT_ONCE = 5_000;

    private static final String FORGET = """
            delete from observation_append where id = any (array(
                select id from observation_append where created_at < ?::timestamptz - interval '1 day' limit %d))
            """.formatted(FORGOTTEN_AT_ONCE);

    private final AgroalDataSource database;
    private final Idempotency idempotency;
    private final SetAsideObservations setAside;
    private final Changes changes;
    private final ObjectMapper json;
    private final Clock clock;

    ObservationBook(
            AgroalDataSource database,
            Idempotency idempotency,
            SetAsideObservations setAside,
            Changes changes,
            ObjectMapper json,
            Clock clock) {
        this.database = database;
        this.idempotency = idempotency;
        this.setAside = setAside;
        this.changes = changes;
        this.json = json;
        this.clock = clock;
    }

    @Transactional(rollbackOn = Exception.class)
    AppendedObservations append(Request request, UUID dataset, List<ObservationReading> parts, Idempotency.Use use)
            throws SQLException, IOException {
        try (var connection = database.getConnection()) {
            var done = idempotency.find(use);
            if (done.isPresent()) {
                return kept(connection, done.get());
            }
            var batches = store(connection, parts);
            if (ScoredRound.areStreamed(connection, numbers(batches))) {
                throw HubException.badInput("series", "Observations of one of these series come by Kafka");
            }
            TopicReception.called(connection, numbers(batches));
            var appended = appended(batches);
            var id = keep(connection, dataset, appended);
            idempotency.keep(use, id);
            setAside.add(connection, id, setAside.kept(connection, batches));
            record(request, dataset, appended);
            return appended;
        }
    }

    private static List<Integer> numbers(List<ObservationBatch> batches) {
        return batches.stream().map(batch -> batch.series().number()).toList();
    }

    private void record(Request request, UUID dataset, AppendedObservations appended) throws SQLException {
        changes.record(request, OPERATION, dataset, json.valueToTree(Map.of("counts", appended.counts())));
    }

    /**
     * In the running transaction, with progress and word for those who score. A series may come several times: each time is a call of
     * its own, so that what becomes of it does not depend on what else is stored at once.
     */
    List<ObservationBatch> store(Connection connection, List<ObservationReading> parts) throws SQLException {
        var batches = batches(connection, parts);
        insert(connection, batches);
        progress(connection, batches);
        return batches;
    }

    /** In the running transaction: the audit event of what was stored of a dataset, and for its owner what was not. */
    void tell(Connection connection, Request request, UUID dataset, List<ObservationBatch> batches)
            throws SQLException {
        var appended = appended(batches);
        var kept = setAside.kept(connection, batches);
        if (!kept.isEmpty()) {
            setAside.add(connection, keep(connection, dataset, appended), kept);
        }
        record(request, dataset, appended);
    }

    /** What came of calls whose keys nobody knows any more; so many of them in one statement. */
    void forgetOld() throws SQLException {
        try (var connection = database.getConnection();
                var delete = connection.prepareStatement(FORGET)) {
            delete.setObject(1, idempotency.oldest());
            int gone;
            do {
                gone = delete.executeUpdate();
            } while (gone == FORGOTTEN_AT_ONCE);
        }
    }

    /** What each part comes to, against what is there: only what is not newer than all of its series is looked for. */
    private static List<ObservationBatch> batches(Connection connection, List<ObservationReading> parts)
            throws SQLException {
        var progress = locked(connection, parts);
        var known = known(connection, parts, progress);
        var batches = new ArrayList<ObservationBatch>();
        for (var part : parts) {
            int number = part.series.number();
            var batch = new ObservationBatch(progress.get(number).of(part.series), part);
            var values = known.computeIfAbsent(number, none -> new HashMap<>());
            batch.take(values);
            batch.stored.forEach(each -> values.put(each.at(), each.value()));
            progress.put(number, new Progress(batch.newest(), batch.watermark()));
            batches.add(batch);
        }
        batches.sort(Comparator.comparing(batch -> batch.series().number()));
        return batches;
    }

    private record Progress(Instant newest, Instant watermark) {
        Series of(Series series) {
            return series.at(newest, watermark);
        }
    }

    private static Map<Integer, Progress> locked(Connection connection, List<ObservationReading> parts)
            throws SQLException {
        var numbers = parts.stream().map(part -> part.series.number()).toArray();
        try (var select = connection.prepareStatement(LOCK)) {
            select.setArray(1, connection.createArrayOf("int", numbers));
            var progress = new HashMap<Integer, Progress>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    progress.put(
                            rows.getInt(1), new Progress(SeriesStore.instant(rows, 2), SeriesStore.instant(rows, 3)));
                }
            }
            return progress;
        }
    }

    private static Map<Integer, Map<Long, Double>> known(
            Connection connection, List<ObservationReading> parts, Map<Integer, Progress> progress)
            throws SQLException {
        var series = new ArrayList<Integer>();
        var instants = new ArrayList<Long>();
        for (var part : parts) {
            var newest = progress.get(part.series.number()).newest;
            for (var given : part.usable) {
                if (ObservationBatch.mayBeKnown(given, newest)) {
                    series.add(part.series.number());
                    instants.add(given.at().toEpochMilli());
                }
            }
        }
        var known = new HashMap<Integer, Map<Long, Double>>();
        if (series.isEmpty()) {
            return known;
        }
        try (var select = connection.prepareStatement(KNOWN)) {
            select.setArray(1, SeriesStore.numbers(connection, series));
            select.setArray(2, connection.createArrayOf("bigint", instants.toArray()));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    known.computeIfAbsent(rows.getInt(1), number -> new HashMap<>())
                            .put(SeriesStore.instant(rows, 2).toEpochMilli(), rows.getDouble(3));
                }
            }
        }
        return known;
    }

    private static void insert(Connection connection, List<ObservationBatch> batches) throws SQLException {
        int size = batches.stream().mapToInt(batch -> batch.stored.size()).sum();
        if (size == 0) {
            return;
        }
        var series = new int[size];
        var at = new long[size];
        var values = new double[size];
        var late = new boolean[size];
        int i = 0;
        for (var batch : batches) {
            for (var stored : batch.stored) {
                series[i] = batch.series().number();
                at[i] = stored.at();
                values[i] = stored.value();
                late[i++] = stored.late();
            }
        }
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, series);
            insert.setObject(2, at);
            insert.setObject(3, values);
            insert.setObject(4, late);
            insert.executeUpdate();
        }
    }

    private void progress(Connection connection, List<ObservationBatch> batches) throws SQLException {
        var now = clock.instant();
        var due = new LinkedHashSet<Integer>();
        try (var update = connection.prepareStatement(PROGRESS)) {
            for (var batch : batches) {
                if (!batch.stored.isEmpty()) {
                    update.setObject(1, batch.newest().atOffset(ZoneOffset.UTC));
                    update.setObject(2, batch.watermark().atOffset(ZoneOffset.UTC));
                    update.setObject(3, now.atOffset(ZoneOffset.UTC));
                    update.setObject(
                            4,
                            batch.waits() ? now.plus(batch.series().lateness()).atOffset(ZoneOffset.UTC) : null);
                    update.setInt(5, batch.series().number());
                    update.addBatch();
                    due.add(batch.series().number());
                }
            }
            update.executeBatch();
        }
        due(connection, List.copyOf(due), due.size());
    }

    /** @param atOnce how many series one piece of what waits has at most */
    static void due(Connection connection, List<Integer> series, int atOnce) throws SQLException {
        if (series.isEmpty()) {
            return;
        }
        try (var insert = connection.prepareStatement(DUE)) {
            for (int i = 0; i < series.size(); i += atOnce) {
                var part = series.subList(i, Math.min(i + atOnce, series.size()));
                insert.setArray(1, SeriesStore.numbers(connection, part));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static AppendedObservations appended(List<ObservationBatch> batches) {
        var counts = new EnumMap<ObservationKind, Integer>(ObservationKind.class);
        batches.forEach(batch -> batch.counts().forEach((kind, count) -> counts.merge(kind, count, Integer::sum)));
        return new AppendedObservations(
                counts.entrySet().stream()
                        .map(count -> new ObservationCount(count.getKey(), count.getValue()))
                        .toList(),
                batches.stream().flatMap(ObservationBook::told).limit(TOLD).toList());
    }

    private static Stream<AppendedObservations.SetAside> told(ObservationBatch batch) {
        return batch.setAside.stream()
                .map(each -> new AppendedObservations.SetAside(
                        batch.series().id().toString(),
                        each.given().index(),
                        each.kind(),
                        shortened(each.at()),
                        shortened(each.given().text())));
    }

    private UUID keep(Connection connection, UUID dataset, AppendedObservations appended) throws SQLException {
        var id = UUID.randomUUID();
        try (var insert = connection.prepareStatement(KEEP)) {
            insert.setObject(1, id);
            insert.setObject(2, dataset);
            insert.setString(3, json.valueToTree(appended).toString());
            insert.executeUpdate();
        }
        return id;
    }

    private AppendedObservations kept(Connection connection, UUID id) throws SQLException, IOException {
        try (var select = connection.prepareStatement(KEPT)) {
            select.setObject(1, id);
            try (var row = select.executeQuery()) {
                row.next();
                return json.readValue(row.getString(1), AppendedObservations.class);
            }
        }
    }

    static String shortened(Object given) {
        return shortened(given, 100);
    }

    /** As a text that PostgreSQL can keep. */
    static String shortened(Object given, int length) {
        var text = given == null ? null : given.toString().replace('\0', ' ');
        return text == null || text.length() <= length ? text : text.substring(0, length);
    }
}
