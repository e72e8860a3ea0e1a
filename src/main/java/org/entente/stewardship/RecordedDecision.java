package org.entente.stewardship;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.entente.access.AuditedCaller;
import org.entente.access.Past.Moment;
import org.entente.access.RecordedAs;
import org.entente.identity.Caller;
import org.entente.policy.Action;
import org.entente.policy.Decision;
import org.entente.policy.Outcome;
import org.entente.records.AggregateReason;

/** A decision of the audit log, with what it was taken on. */
record RecordedDecision(UUID dataset, Action action, Caller caller, Moment moment, JsonNode decision) {

    /**
     * Whether the policies decide as they did. Where what they permitted could not be given, the event keeps the refusal: they permitted then.
     */
    boolean isAs(Decision again) {
        return wasEnforced() ? again.permits() : RecordedAs.same(again, decision);
    }

    /** Whether it was refused after the policies had permitted it. */
    private boolean wasEnforced() {
        return codes().stream().anyMatch(AggregateReason::isSaid);
    }

    Outcome outcome() {
        return Outcome.valueOf(decision.path("outcome").asText());
    }

    List<String> codes() {
        return decision.path("reasons").findValuesAsText("code");
    }

    @ApplicationScoped
    static class Log {
        private static final String EVENT = """
                select at, subject, partner, purpose, justification, action, dataset, decision, epoch, release, detail
                from audit_event where id = ? and kind in ('READ', 'DENIAL') and dataset is not null
                """;

        private final AgroalDataSource database;
        private final ObjectMapper json;

        Log(AgroalDataSource database, ObjectMapper json) {
            this.database = database;
            this.json = json;
        }

        Optional<RecordedDecision> find(UUID event) throws SQLException {
            try (var connection = database.getConnection();
                    var select = connection.prepareStatement(EVENT)) {
                select.setObject(1, event);
                try (var row = select.executeQuery()) {
                    return row.next() ? Optional.of(read(row)) : Optional.empty();
                }
            }
        }

        private RecordedDecision read(ResultSet row) throws SQLException {
            var caller = AuditedCaller.of(
                    row.getString("subject"),
                    row.getString("partner"),
                    row.getString("purpose"),
                    row.getString("justification"),
                    tree(row.getString("detail")));
            var moment = new Moment(
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    row.getLong("epoch"),
                    row.getString("release"));
            return new RecordedDecision(
                    row.getObject("dataset", UUID.class),
                    Action.valueOf(row.getString("action")),
                    caller,
                    moment,
                    tree(row.getString("decision")));
        }

        private JsonNode tree(String text) throws SQLException {
            try {
                return text == null ? null : json.readTree(text);
            } catch (JsonProcessingException e) {
                throw new SQLException("an audit event is not readable", e);
            }
        }
    }
}
