package org.entente.federation;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.entente.kernel.ErrorCode;
import org.entente.kernel.HubException;

/** The book of harvest runs; a source has at most one running. */
@ApplicationScoped
class HarvestRuns {
    private static final String START = """
            insert into harvest_run (id, source, state, started_at) values (?, ?, 'RUNNING', ?)
            on conflict (source) where state = 'RUNNING' do nothing
            """;

    private final AgroalDataSource database;
    private final Clock clock;

    HarvestRuns(AgroalDataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @throws HubException CONFLICT while another run of this source is under way */
    @Transactional(rollbackOn = Exception.class)
    HarvestRun start(HarvestSource source) throws SQLException {
        var id = UUID.randomUUID();
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(START)) {
            insert.setObject(1, id);
            insert.setObject(2, source.id);
            insert.setObject(3, clock.instant().atOffset(ZoneOffset.UTC));
            if (insert.executeUpdate() == 0) {
                throw new HubException(ErrorCode.CONFLICT, "This source is being harvested already", Map.of());
            }
        }
        return HarvestRun.findById(id);
    }

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void progress(UUID id, int read) {
        HarvestRun.update("read = ?1 where id = ?2", read, id);
    }

    /** What ended stays as it ended. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void fail(UUID id, String code, String reason) {
        HarvestRun.update(
                "state = ?1, code = ?2, reason = ?3, endedAt = ?4 where id = ?5 and state = ?6",
                HarvestRun.State.FAILED,
                code,
                reason,
                clock.instant(),
                id,
                HarvestRun.State.RUNNING);
    }

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    Optional<HarvestRun> find(UUID id) {
        return HarvestRun.findByIdOptional(id);
    }
}
