package org.entente.observatory;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.entente.catalogue.LegalBasis;
import org.entente.identity.Caller;
import org.entente.policy.AccessLevel;

/** The tables {@code result_release} and {@code result_release_step}, in the running transaction. */
@ApplicationScoped
class ReleaseStore {
    private static final String SELECT = """
            select r.id, r.dataset, s.number, s.state, r.access_level, r.method, r.minimum_group_size, r.legal_basis,
                   r.agreements, f.by_subject, s.at
            from result_release r
                 join result_release_step f on f.release = r.id and f.number = 1
                 join lateral (select * from result_release_step s where s.release = r.id order by s.number desc limit 1) s on true
            """;
    /** Of each result the one that was touched last. */
    private static final String NEWEST = "select distinct on (dataset) * from (" + SELECT
            + " where r.dataset = any (?)) r order by dataset, at desc, id";

    private static final String INSERT = """
            insert into result_release (id, dataset, access_level, method, minimum_group_size, legal_basis, agreements)
            values (?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String STEP = """
            insert into result_release_step (release, number, state, by_subject, by_name, at) values (?, ?, ?, ?, ?, ?)
            """;
    /** Under which the sources of a result are shared. */
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
            insert.setObject(2, release.dataset());
            insert.setString(3, release.accessLevel().name());
            insert.setString(4, release.method());
            insert.setObject(5, release.minimumGroupSize());
            insert.setString(
                    6,
                    release.legalBasis() == null ? null : release.legalBasis().name());
            insert.setArray(7, uuids(connection, release.agreements()));
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

    /** @param release null where its sources alone govern the result */
    void govern(UUID result, UUID release) throws SQLException {
        try (var connection = database.getConnection();
                var update = connection.prepareStatement("update dataset set release = ? where id = ?")) {
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

    Optional<Release> find(UUID id) throws SQLException {
        return list(SELECT + " where r.id = any (?)", List.of(id)).stream().findFirst();
    }

    List<Release> newest(Collection<UUID> results) throws SQLException {
        return list(NEWEST, results);
    }

    /** Those that govern a result now. */
    List<Release> inForce() throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(
                        SELECT + " where r.id in (select release from dataset where release is not null)")) {
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
        var basis = row.getString(8);
        return new Release(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getInt(3),
                ReleaseState.valueOf(row.getString(4)),
                AccessLevel.valueOf(row.getString(5)),
                row.getString(6),
                row.getObject(7, Integer.class),
                basis == null ? null : LegalBasis.valueOf(basis),
                List.of((UUID[]) row.getArray(9).getArray()),
                row.getString(10),
                SeriesStore.instant(row, 11));
    }
}
