package org.entente.consent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.entente.access.FactSource;
import org.entente.access.Facts;
import org.entente.access.VisibleFacts;
import org.entente.policy.Action;
import org.entente.policy.PolicyInput;
import org.entente.policy.VisibilityInput.HiddenConsentFacts;

/**
 * The consents that a decision must know of: those given to the caller's partner for the dataset, ended ones too, so that a refusal
 * can say what ended. The cost grows with these alone.
 */
@ApplicationScoped
class ConsentFacts implements FactSource {
    /** 100: enough alternatives for any decision; the newest count. */
    private static final String OF_DATASET = """
            select c.id, c.version, c.owner, c.consumer, c.purposes, c.actions, c.fields, c.row_filter, c.starts_at,
                   c.ends_at, c.withdrawn_at
            from consent_dataset l join consent c on c.id = l.consent and c.superseded_at is null
            where l.consumer = ? and l.dataset = ?
            order by c.withdrawn_at is not null, c.recorded_at desc, c.id
            limit 100
            """;

    private static final String OF_HIDDEN = """
            select c.id, c.version, c.owner, c.consumer, c.purposes, c.starts_at, c.ends_at, c.withdrawn_at,
                   array_agg(d.id::text order by d.id) as datasets
            from consent_dataset l join consent c on c.id = l.consent and c.superseded_at is null
                 join dataset d on d.id = l.dataset and d.access_level = 'HIDDEN' and d.archived_at is null
                      and d.owner = c.owner
            where l.consumer = ? and c.withdrawn_at is null
            group by c.id, c.version
            order by c.id
            """;

    private final ObjectMapper json;

    ConsentFacts(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public void gather(Connection snapshot, Facts facts) throws SQLException {
        if (facts.caller.partner() == null) {
            return;
        }
        try (var select = snapshot.prepareStatement(OF_DATASET)) {
            select.setString(1, facts.caller.partner());
            select.setObject(2, facts.dataset);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    facts.add(consent(rows));
                }
            }
        }
    }

    private PolicyInput.ConsentFacts consent(ResultSet row) throws SQLException {
        return new PolicyInput.ConsentFacts(
                row.getString("id"),
                row.getInt("version"),
                row.getString("owner"),
                row.getString("consumer"),
                "",
                texts(row, "purposes"),
                texts(row, "actions").stream().map(Action::valueOf).toList(),
                texts(row, "fields"),
                filter(row.getString("row_filter")),
                instant(row, "starts_at"),
                instant(row, "ends_at"),
                instant(row, "withdrawn_at"));
    }

    @Override
    public void gatherVisible(Connection snapshot, VisibleFacts facts) throws SQLException {
        if (facts.caller.partner() == null) {
            return;
        }
        try (PreparedStatement select = snapshot.prepareStatement(OF_HIDDEN)) {
            select.setString(1, facts.caller.partner());
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    facts.add(hidden(rows));
                }
            }
        }
    }

    private static HiddenConsentFacts hidden(ResultSet row) throws SQLException {
        return new HiddenConsentFacts(
                row.getString("id"),
                row.getInt("version"),
                row.getString("owner"),
                row.getString("consumer"),
                "",
                texts(row, "purposes"),
                texts(row, "datasets"),
                instant(row, "starts_at"),
                instant(row, "ends_at"),
                instant(row, "withdrawn_at"));
    }

    private JsonNode filter(String text) throws SQLException {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new SQLException("a stored row filter is not JSON", e);
        }
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
