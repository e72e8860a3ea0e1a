package org.entente.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import org.entente.identity.Partner;
import org.entente.kernel.HubException;

/** Organisations that take part. What the law allows a partner is governance: a change of it advances the epoch. */
@ApplicationScoped
public class PartnerService {
    private static final String VERSION = """
            insert into partner_version (partner, version, names, competent_authority, recorded_at)
            select id, 1 + (select count(*) from partner_version where partner = id), names, competent_authority, ?
            from partner where id = ?
            """;

    private static final String NEWEST = "select count(*) from partner_version where partner = ?";

    private final AgroalDataSource database;
    private final Clock clock;
    private final Changes changes;
    private final Epoch epoch;
    private final ObjectMapper json;

    PartnerService(AgroalDataSource database, Clock clock, Changes changes, Epoch epoch, ObjectMapper json) {
        this.database = database;
        this.clock = clock;
        this.changes = changes;
        this.epoch = epoch;
        this.json = json;
    }

    /**
     * Adds one, or changes its names and standing; nothing is written where nothing would change.
     *
     * @param expectedVersion of the partner as it was read, 0 for one that is to be added
     * @throws HubException CONFLICT where it is another one
     */
    @Transactional(rollbackOn = Exception.class)
    public Partner register(
            Request request, String id, Map<String, String> names, boolean competentAuthority, int expectedVersion)
            throws SQLException {
        var partner = Partner.<Partner>findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (partner != null && partner.names.equals(names) && partner.competentAuthority == competentAuthority) {
            return partner;
        }
        int version = newest(id);
        if (version != expectedVersion) {
            throw HubException.conflict(version);
        }
        if (partner == null) {
            partner = new Partner();
            partner.id = id;
        }
        partner.names = names;
        partner.competentAuthority = competentAuthority;
        partner.persistAndFlush();
        keep(partner);
        changes.record(request, "registerPartner", null, json.valueToTree(Map.of("id", id, "names", names)));
        epoch.advance();
        return partner;
    }

    private int newest(String id) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(NEWEST)) {
            select.setString(1, id);
            try (var row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private void keep(Partner partner) throws SQLException {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(VERSION)) {
            insert.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
            insert.setString(2, partner.id);
            insert.executeUpdate();
        }
    }
}
