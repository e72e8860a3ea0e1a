package org.entente.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.Map;
import org.entente.identity.Partner;

/** Organisations that take part. What the law allows a partner is governance: a change of it advances the epoch. */
@ApplicationScoped
public class PartnerService {
    private final Changes changes;
    private final Epoch epoch;
    private final ObjectMapper json;

    PartnerService(Changes changes, Epoch epoch, ObjectMapper json) {
        this.changes = changes;
        this.epoch = epoch;
        this.json = json;
    }

    /** Adds one, or brings its names and standing up to date; nothing is written where nothing changed. */
    @Transactional(rollbackOn = Exception.class)
    public Partner register(Request request, String id, Map<String, String> names, boolean competentAuthority)
            throws SQLException {
        Partner partner = Partner.findById(id);
        if (partner != null && partner.names.equals(names) && partner.competentAuthority == competentAuthority) {
            return partner;
        }
        if (partner == null) {
            partner = new Partner();
            partner.id = id;
        }
        partner.names = names;
        partner.competentAuthority = competentAuthority;
        partner.persistAndFlush();
        changes.record(request, "registerPartner", null, json.valueToTree(Map.of("id", id, "names", names)));
        epoch.advance();
        return partner;
    }
}
