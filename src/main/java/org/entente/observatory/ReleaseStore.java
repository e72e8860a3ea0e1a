package org.entente.observatory;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.entente.catalogue.LegalBasis;
import org.entente.identity.Caller;
import org.entente.policy.AccessLevel;

/** The tables {@code result_release} and {@code result_release_step}, in the running transaction. */
@ApplicationScoped
class ReleaseStore {
    private static final String SELECT = """
            select r.id, r.dataset, s.number, s.state, r.access_level, r.titles ->> 'fr', r.titles ->> 'en', r.method, r.minimum_group_size, r.legal_basis,
                   r.agreements, f.by_subject, s.at
            from result_release r
                 join result_release_step f on f.release = r.id and f.number = 1
                 join lateral (select * from result_release_step s where s.release = r.id order by s.number desc limit 1) s on true
            """;
    /** Of each result the one in force, else the one that was touched last. */
    private static final String NEWEST = "select distinct on (dataset) * from (" + SELECT
            + " where r.dataset = any (?)) r order by dataset, state <> 'CONFIRMED', at desc, id";

    private static final String PROPOSED = "select distinct on (dataset) * from (" + SELECT
            + " where r.dataset = any (?)) r where state = 'PROPOSED' order by dataset, at desc, id";

    /** How often it was decided on the releases of dataset {@code d}. */
    private static final String DECIDED = """
            (select count(*) from result_release o join result_release_step s on s.release = o.id
             where o.dataset = d.id and s.state in ('CONFIRMED', 'FROZEN'))
            """;

    private static final String INSERT = """
            insert into result_release (id, dataset, access_level, titles, method, minimum_group_size, legal_basis, agreements, decided)
            select ?, d.id, ?, jsonb_build_object('fr', ?::text, 'en', ?::text), ?, ?, ?, ?, %s
            from dataset d where d.id = ?
            """.formatted(DECIDED);
    private static final String STALE =
            "select r.decided <> %s from result_release r join dataset d on d.id = r.dataset where r.id = ?"
                    .formatted(DECIDED);
    private static final String STEP = """
            insert into result_release_step (release, number, state, by_subject, by_name, at) values (?, ?, ?, ?, ?, ?)
            """;
    /** Under which the sources of a result are shared. */
    private static final String GOVERN = """
            update dataset d set release = r.id, draft = jsonb_set(d.draft, '{titles}', coalesce(r.titles, d.draft -> 'titles'))
            from dataset n left join result_release r on r.id = ? where n.id = ? and d.id = n.id
            """;

    private static final String AGREEMENTS = """
            select distinct c.agreement from dataset_source d join consent_dataset l on l.dataset = d.source
            join consent c on c.id = l.consent and c.superseded_at is null
            where d.result = ? and c.withdrawn_at is null and c.agreement is not null
                  and (c.ends_at is null or c.ends_at > now())
            """;

    private final AgroalDataSource database;
    private final Clock clock;

    ReleaseStore(AgroalDataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    void add(Release release, Caller by) throws SQLException {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, release.id());
            insert.setString(2, release.accessLevel().name());
            insert.setString(3, release.titles().get("fr"));
            insert.setString(4, release.titles().get("en"));
            insert.setString(5, release.method());
            insert.setObject(6, release.minimumGroupSize(), Types.INTEGER);
            insert.setString(
                    7,
                    release.legalBasis() == null ? null : release.legalBasis().name());
            insert.setArray(8, uuids(connection, release.agreements()));
            insert.setObject(9, release.dataset());
            insert.executeUpdate();
        }
        step(release.id(), 1, ReleaseState.PROPOSED, by);
    }

    /** @param by null of the hub */
    void step(UUID release, int number, ReleaseState state, Caller by) throws SQLException {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(STEP)) {
            insert.setObject(1, release);
            insert.setInt(2, number);
            insert.setString(3, state.name());
            insert.setString(4, by == null ? null : by.subject());
            insert.setString(5, by == null ? null : by.name());
            insert.setObject(6, clock.instant().atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    /** @param release null where its sources alone govern the result, which keeps the name that was told */
    void govern(UUID result, UUID release) throws SQLException {
        try (var connection = database.getConnection();
                var update = connection.prepareStatement(GOVERN)) {
            update.setObject(1, release);
            update.setObject(2, result);
            update.executeUpdate();
        }
    }

    /** Keeps other changes of what governs it out until the transaction ends. */
    void lock(UUID result) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("select from dataset where id = ? for update")) {
            select.setObject(1, result);
            select.execute();
        }
    }

    /** Whether another one was confirmed or frozen since it was proposed. */
    boolean isStale(UUID release) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(STALE)) {
            select.setObject(1, release);
            try (var row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    Optional<Release> find(UUID id) throws SQLException {
        return list(SELECT + " where r.id = any (?)", List.of(id)).stream().findFirst();
    }

    /** Of each result the last one that nobody has confirmed. */
    List<Release> proposed(Collection<UUID> results) throws SQLException {
        return list(PROPOSED, results);
    }

    List<Release> newest(Collection<UUID> results) throws SQLException {
        return list(NEWEST, results);
    }

    /** Those that govern a result now, in the order in which these are locked. */
    List<Release> inForce() throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(
                        SELECT
                                + " where r.id in (select release from dataset where release is not null) order by r.dataset")) {
            return read(select);
        }
    }

    List<Release> inForce(Collection<UUID> results) throws SQLException {
        return list(SELECT + " where r.id in (select release from dataset where id = any (?))", results);
    }

    List<UUID> agreements(UUID result) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(AGREEMENTS)) {
            select.setObject(1, result);
            try (var rows = select.executeQuery()) {
                var ids = new ArrayList<UUID>();
                while (rows.next()) {
                    ids.add(rows.getObject(1, UUID.class));
                }
                return ids;
            }
        }
    }

    private List<Release> list(String sql, Collection<UUID> ids) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(sql)) {
            select.setArray(1, uuids(connection, ids));
            return read(select);
        }
    }

    private static Array uuids(Connection connection, Collection<UUID> ids) throws SQLException {
        return connection.createArrayOf("uuid", ids.toArray());
    }

    private static List<Release> read(PreparedStatement select) throws SQLException {
        try (var rows = select.executeQuery()) {
            var all = new ArrayList<Release>();
            while (rows.next()) {
                all.add(read(rows));
            }
            return all;
        }
    }

    private static Release read(ResultSet row) throws SQLException {
        var basis = row.getString(10);
        return new Release(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getInt(3),
                ReleaseState.valueOf(row.getString(4)),
                AccessLevel.valueOf(row.getString(5)),
                Map.of("fr", row.getString(6), "en", row.getString(7)),
                row.getString(8),
                row.getObject(9, Integer.class),
                basis == null ? null : LegalBasis.valueOf(basis),
                List.of((UUID[]) row.getArray(11).getArray()),
                row.getString(12),
                SeriesStore.instant(row, 13));
    }
}
