package org.entente.observatory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.entente.index.Outbox;

/** The table {@code anomaly}. */
@ApplicationScoped
class AnomalyStore {
    /** So that positions become visible in their order. Anomalies are rare: nobody waits long. */
    private static final String LOCK =
            "select pg_advisory_xact_lock(hashtextextended('entente.observatory.anomalies', 0))";

    private static final String INSERT = """
            insert into anomaly (id, series, dataset, kind, severity, at, value, expected, band, probability, evidence,
                                 observations, one_in, episodes, occasions, told_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?::jsonb, ?, ?)
            """;
    private static final String SELECT = """
            select a.id, a.position, a.series, a.dataset, a.kind, a.at, a.value, a.expected, a.band, a.probability,
                   a.evidence, a.observations, a.one_in, a.episodes, a.occasions, a.told_at
            from anomaly a
            """;

    private final AgroalDataSource database;
    private final ResultRecords results;
    private final Outbox outbox;
    private final ObjectMapper json;

    AnomalyStore(AgroalDataSource database, ResultRecords results, Outbox outbox, ObjectMapper json) {
        this.results = results;
        this.database = database;
        this.outbox = outbox;
        this.json = json;
    }

    /** In the running transaction. */
    void add(Connection connection, List<KnownAnomaly> anomalies) throws SQLException {
        if (anomalies.isEmpty()) {
            return;
        }
        lock(connection);
        try (var insert = connection.prepareStatement(INSERT)) {
            for (var each : anomalies) {
                bind(connection, insert, each);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        results.add(connection, anomalies);
        outbox.add(AnomalyIndex.NAME, anomalies.stream().map(KnownAnomaly::id).toList(), false);
    }

    /** In the running transaction: nobody else tells of any until it ends. */
    static void lock(Connection connection) throws SQLException {
        try (var lock = connection.createStatement()) {
            lock.execute(LOCK);
        }
    }

    private void bind(Connection connection, PreparedStatement insert, KnownAnomaly each) throws SQLException {
        var anomaly = each.anomaly();
        insert.setObject(1, each.id());
        insert.setInt(2, each.series());
        insert.setObject(3, each.dataset());
        insert.setString(4, anomaly.kind().name());
        insert.setString(5, anomaly.severity().name());
        insert.setObject(6, anomaly.at().atOffset(ZoneOffset.UTC));
        insert.setObject(7, finite(anomaly.value()));
        insert.setObject(8, finite(anomaly.expected()));
        insert.setObject(9, finite(anomaly.band()));
        insert.setObject(10, finite(anomaly.probability()));
        insert.setString(11, text(strengths(anomaly.evidence())));
        insert.setLong(12, anomaly.observations());
        insert.setLong(13, anomaly.oneIn());
        insert.setString(14, text(anomaly.similar()));
        insert.setArray(15, connection.createArrayOf("text", each.occasions().toArray()));
        insert.setObject(16, each.toldAt().atOffset(ZoneOffset.UTC));
    }

    static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static Map<EvidenceKind, Double> strengths(Evidence evidence) {
        var strengths = new EnumMap<EvidenceKind, Double>(EvidenceKind.class);
        for (var kind : EvidenceKind.values()) {
            if (evidence.strength(kind) != 0) {
                strengths.put(kind, evidence.strength(kind));
            }
        }
        return strengths;
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers, names and instants are JSON", e);
        }
    }

    List<KnownAnomaly> find(Collection<UUID> ids) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(SELECT + " where a.id = any (?)")) {
            select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            return read(select);
        }
    }

    /** In the order in which they were told. */
    List<KnownAnomaly> since(long position, int limit) throws SQLException {
        try (var connection = database.getConnection();
                var select =
                        connection.prepareStatement(SELECT + " where a.position > ? order by a.position limit ?")) {
            select.setLong(1, position);
            select.setInt(2, limit);
            return read(select);
        }
    }

    /** @return the position of the latest, 0 before the first */
    long last() throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("select coalesce(max(position), 0) from anomaly");
                var row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * Of one series, the newest first.
     *
     * @param before the last of the page before, by instant and id; both null for the first page
     */
    List<KnownAnomaly> of(int series, Instant before, UUID beforeId, int limit) throws SQLException {
        var behind = before == null ? "" : " and (a.at < ? or a.at = ? and a.id > ?)";
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(
                        SELECT + " where a.series = ?" + behind + " order by a.at desc, a.id limit ?")) {
            int parameter = 1;
            select.setInt(parameter++, series);
            if (before != null) {
                select.setObject(parameter++, before.atOffset(ZoneOffset.UTC));
                select.setObject(parameter++, before.atOffset(ZoneOffset.UTC));
                select.setObject(parameter++, beforeId);
            }
            select.setInt(parameter, limit);
            return read(select);
        }
    }

    /** All ids, in one snapshot, page by page. */
    void forEachPage(int size, Consumer<List<UUID>> page) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (var select = connection.prepareStatement("select id from anomaly")) {
                select.setFetchSize(size);
                pages(select, size, page);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static void pages(PreparedStatement select, int size, Consumer<List<UUID>> page) throws SQLException {
        try (var rows = select.executeQuery()) {
            var ids = new ArrayList<UUID>();
            while (rows.next()) {
                ids.add(rows.getObject(1, UUID.class));
                if (ids.size() == size) {
                    page.accept(List.copyOf(ids));
                    ids.clear();
                }
            }
            if (!ids.isEmpty()) {
                page.accept(ids);
            }
        }
    }

    private List<KnownAnomaly> read(PreparedStatement select) throws SQLException {
        try (var rows = select.executeQuery()) {
            var all = new ArrayList<KnownAnomaly>();
            while (rows.next()) {
                all.add(read(rows));
            }
            return all;
        }
    }

    private KnownAnomaly read(ResultSet row) throws SQLException {
        return new KnownAnomaly(
                row.getObject(1, UUID.class),
                row.getLong(2),
                row.getInt(3),
                row.getObject(4, UUID.class),
                anomaly(row),
                List.of((String[]) row.getArray(15).getArray()),
                SeriesStore.instant(row, 16));
    }

    private Anomaly anomaly(ResultSet row) throws SQLException {
        return new Anomaly(
                EvidenceKind.valueOf(row.getString(5)),
                SeriesStore.instant(row, 6),
                number(row, 7),
                number(row, 8),
                number(row, 9),
                number(row, 10),
                evidence(parsed(row.getString(11), new TypeReference<>() {})),
                row.getLong(12),
                row.getLong(13),
                parsed(row.getString(14), new TypeReference<>() {}));
    }

    private static double number(ResultSet row, int column) throws SQLException {
        var number = row.getObject(column, Double.class);
        return number == null ? Double.NaN : number;
    }

    private static Evidence evidence(Map<EvidenceKind, Double> strengths) {
        var all = new double[EvidenceKind.values().length];
        strengths.forEach((kind, strength) -> all[kind.ordinal()] = strength);
        return new Evidence(EvidenceKind.VALUE, all);
    }

    private <T> T parsed(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was written here is read back", e);
        }
    }
}
