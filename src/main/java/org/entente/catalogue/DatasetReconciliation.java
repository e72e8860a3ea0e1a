package org.entente.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.entente.policy.AccessLevel;
import org.entente.policy.Regime;

/**
 * Brings the datasets of one source to what the source says now: new ones are created, changed ones get a new version, those that
 * vanished are archived with their history, unchanged ones cost no write. It runs in the caller's transaction, so that no reader
 * sees half of it. Memory: a key and a hash for each dataset of the source.
 */
@ApplicationScoped
public class DatasetReconciliation {
    private static final int BATCH = 500;
    private static final String KNOWN = """
            select source_key, id, fingerprint, access_level, regime, archived_at is not null
            from dataset where source = ? for update
            """;
    private static final String WRITE = """
            insert into dataset (id, owner, source, source_key, access_level, regime, draft, fingerprint, version,
                                 recorded_at)
            values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, 1, ?)
            on conflict (source, source_key) do update
            set access_level = excluded.access_level, regime = excluded.regime, draft = excluded.draft,
                fingerprint = excluded.fingerprint, version = dataset.version + 1, recorded_at = excluded.recorded_at,
                archived_at = null
            """;
    private static final String CLOSE = """
            update dataset_field set sensitivity = 'PERSONAL'
            where dataset = any (?) and not classified and sensitivity in ('PUBLIC', 'INTERNAL')
            """;
    private static final String RESTRICT =
            "update dataset set access_level = ?, recorded_at = ?, version = version + 1 where id = ?";
    private static final String ARCHIVE = """
            update dataset set archived_at = ?, recorded_at = ?, version = version + 1 where id = any (?)
            """;

    /** A source as the catalogue sees it: what holds for datasets that do not say theirs. */
    public record Source(UUID id, String owner, AccessLevel defaultAccessLevel, Regime defaultRegime) {}

    public record Counts(int created, int updated, int unchanged, int archived) {}

    private record Known(UUID id, String fingerprint, AccessLevel accessLevel, Regime regime, boolean archived) {
        boolean says(String fingerprint, AccessLevel accessLevel, Regime regime) {
            return !archived && this.fingerprint.equals(fingerprint) && governedBy(accessLevel, regime);
        }

        boolean governedBy(AccessLevel accessLevel, Regime regime) {
            return this.accessLevel == accessLevel && this.regime == regime;
        }
    }

    private final AgroalDataSource database;
    private final DatasetVersions versions;
    private final ObjectMapper json;
    private final Clock clock;

    DatasetReconciliation(AgroalDataSource database, DatasetVersions versions, ObjectMapper json, Clock clock) {
        this.database = database;
        this.versions = versions;
        this.json = json;
        this.clock = clock;
    }

    /**
     * @param drafts everything usable that the source says, read to its end; of two with one key the first counts
     * @param unusable keys of what the source publishes but cannot be taken, with the most open level that each may have (null: the
     *     source's default): such a dataset stays as it was, or is less open
     */
    public Counts reconcile(Source source, Iterator<DatasetDraft> drafts, Map<String, AccessLevel> unusable)
            throws SQLException {
        try (var connection = database.getConnection();
                var write = connection.prepareStatement(WRITE)) {
            return new Run(source, known(connection, source.id), clock.instant(), connection, write)
                    .apply(drafts, unusable);
        }
    }

    private static Map<String, Known> known(Connection connection, UUID source) throws SQLException {
        var known = new HashMap<String, Known>();
        try (var select = connection.prepareStatement(KNOWN)) {
            select.setObject(1, source);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    known.put(
                            rows.getString(1),
                            new Known(
                                    rows.getObject(2, UUID.class),
                                    rows.getString(3),
                                    AccessLevel.valueOf(rows.getString(4)),
                                    Regime.valueOf(rows.getString(5)),
                                    rows.getBoolean(6)));
                }
            }
        }
        return known;
    }

    /** One application of a source's drafts. */
    private final class Run {
        private final Source source;
        private final Map<String, Known> known;
        private final OffsetDateTime now;
        private final Connection connection;
        private final PreparedStatement write;
        private final Set<String> seen = new HashSet<>();
        private final List<UUID> changed = new ArrayList<>();
        private final Set<UUID> lessVisible = new HashSet<>();
        private final List<UUID> nowPersonal = new ArrayList<>();
        private int created;
        private int updated;
        private int unchanged;

        Run(Source source, Map<String, Known> known, Instant now, Connection connection, PreparedStatement write) {
            this.source = source;
            this.known = known;
            this.now = now.atOffset(ZoneOffset.UTC);
            this.connection = connection;
            this.write = write;
        }

        Counts apply(Iterator<DatasetDraft> drafts, Map<String, AccessLevel> unusable) throws SQLException {
            while (drafts.hasNext()) {
                var draft = drafts.next();
                if (seen.add(draft.key())) {
                    apply(draft);
                }
            }
            write.executeBatch();
            seen.addAll(unusable.keySet());
            restrict(unusable);
            int archived = sweep();
            close();
            if (!changed.isEmpty()) {
                versions.record(connection, changed, lessVisible);
            }
            return new Counts(created, updated, unchanged, archived);
        }

        private void apply(DatasetDraft draft) throws SQLException {
            var former = known.get(draft.key());
            var fingerprint = draft.fingerprint();
            var accessLevel = draft.accessLevel() == null ? source.defaultAccessLevel : draft.accessLevel();
            var regime = draft.regime() == null ? source.defaultRegime : draft.regime();
            if (former != null && former.says(fingerprint, accessLevel, regime)) {
                unchanged++;
                return;
            }
            if (former == null) {
                created++;
            } else {
                updated++;
                govern(former, accessLevel, regime);
            }
            write(former == null ? UUID.randomUUID() : former.id, draft, fingerprint, accessLevel, regime);
        }

        private void govern(Known former, AccessLevel accessLevel, Regime regime) {
            // one that comes back may have been denied meanwhile
            if (accessLevel == AccessLevel.HIDDEN) {
                lessVisible(former);
            }
            if (former.regime == Regime.NONE && regime != Regime.NONE) {
                nowPersonal.add(former.id);
            }
        }

        private void restrict(Map<String, AccessLevel> unusable) throws SQLException {
            try (var update = connection.prepareStatement(RESTRICT)) {
                for (var each : unusable.entrySet()) {
                    var atMost = each.getValue() == null ? source.defaultAccessLevel : each.getValue();
                    var former = known.get(each.getKey());
                    if (former != null && !former.archived && former.accessLevel.compareTo(atMost) < 0) {
                        restrict(update, former, atMost);
                    }
                }
                update.executeBatch();
            }
        }

        private void restrict(PreparedStatement update, Known former, AccessLevel atMost) throws SQLException {
            updated++;
            changed.add(former.id);
            govern(former, atMost, former.regime);
            update.setString(1, atMost.name());
            update.setObject(2, now);
            update.setObject(3, former.id);
            update.addBatch();
        }

        /** What was hidden already can be taken from nobody who would see it in search. */
        private void lessVisible(Known former) {
            if (former.accessLevel != AccessLevel.HIDDEN) {
                lessVisible.add(former.id);
            }
        }

        private void write(UUID id, DatasetDraft draft, String fingerprint, AccessLevel level, Regime regime)
                throws SQLException {
            changed.add(id);
            write.setObject(1, id);
            write.setString(2, source.owner);
            write.setObject(3, source.id);
            write.setString(4, draft.key());
            write.setString(5, level.name());
            write.setString(6, regime.name());
            write.setString(7, text(draft));
            write.setString(8, fingerprint);
            write.setObject(9, now);
            write.addBatch();
            if (changed.size() % BATCH == 0) {
                write.executeBatch();
            }
        }

        /** Reached only when the source was read to its end: a source that fails half way must not empty the catalogue. */
        private int sweep() throws SQLException {
            var gone = known.entrySet().stream()
                    .filter(entry -> !entry.getValue().archived && !seen.contains(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .toList();
            var vanished = gone.stream().map(Known::id).toList();
            if (!vanished.isEmpty()) {
                try (var archive = connection.prepareStatement(ARCHIVE)) {
                    archive.setObject(1, now);
                    archive.setObject(2, now);
                    archive.setArray(3, connection.createArrayOf("uuid", vanished.toArray()));
                    archive.executeUpdate();
                }
                changed.addAll(vanished);
                gone.forEach(this::lessVisible);
            }
            return vanished.size();
        }

        /** What came under a law on personal data must not stay public because nobody had classified it. */
        private void close() throws SQLException {
            try (var update = connection.prepareStatement(CLOSE)) {
                update.setArray(1, connection.createArrayOf("uuid", nowPersonal.toArray()));
                update.executeUpdate();
            }
        }
    }

    private String text(DatasetDraft draft) {
        try {
            return json.writeValueAsString(draft);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a draft has no JSON", e);
        }
    }
}
