package org.entente.catalogue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.UUID;
import org.entente.access.Changes;
import org.entente.access.Epoch;
import org.entente.access.Request;
import org.entente.kernel.HubException;
import org.entente.kernel.IsoPeriod;
import org.entente.policy.Secrecy;

/** What makes sharing a dataset lawful, as the stewards of its owner record it: without it personal data is not shared. */
@ApplicationScoped
public class LawService {
    private static final String RECORD = """
            update dataset set secrecy = coalesce(?, secrecy), legal_basis = coalesce(?, legal_basis),
                   special_category_condition = coalesce(?, special_category_condition),
                   retention = coalesce(?, retention), impact_assessment = coalesce(?, impact_assessment)
            where id = ? and version = ?
            """;

    /** What is null stays as it is. */
    private record Law(
            Secrecy secrecy,
            String legalBasis,
            String specialCategoryCondition,
            String retention,
            String impactAssessment) {}

    private final AgroalDataSource database;
    private final DatasetVersions versions;
    private final Epoch epoch;
    private final Changes changes;
    private final ObjectMapper json;

    LawService(AgroalDataSource database, DatasetVersions versions, Epoch epoch, Changes changes, ObjectMapper json) {
        this.database = database;
        this.versions = versions;
        this.epoch = epoch;
        this.changes = changes;
        this.json = json;
    }

    @Transactional(rollbackOn = Exception.class)
    public Dataset update(Request request, UUID id, DatasetChanges input, long expectedVersion) throws SQLException {
        var law =
                new Law(input.secrecy(), name(input.legalBasis()), name(input.specialCategoryCondition()), null, null);
        return record(request, "updateDataset", id, law, expectedVersion);
    }

    /** @param retention how long it is kept, an ISO 8601 period */
    @Transactional(rollbackOn = Exception.class)
    public Dataset retain(Request request, UUID id, String retention, long expectedVersion) throws SQLException {
        return record(request, "setRetention", id, new Law(null, null, null, period(retention), null), expectedVersion);
    }

    /** @param reference under which the assessment can be asked for */
    @Transactional(rollbackOn = Exception.class)
    public Dataset assess(Request request, UUID id, String reference, long expectedVersion) throws SQLException {
        return record(
                request,
                "recordImpactAssessment",
                id,
                new Law(null, null, null, null, reference.strip()),
                expectedVersion);
    }

    private static String name(Enum<?> value) {
        return value == null ? null : value.name();
    }

    private static String period(String text) {
        return IsoPeriod.of(text)
                .filter(period -> !period.isZero())
                .map(period -> text)
                .orElseThrow(() -> HubException.badInput(
                        "retention", "An ISO 8601 period between a day and a hundred years is expected, such as P5Y"));
    }

    private Dataset record(Request request, String action, UUID id, Law law, long expectedVersion) throws SQLException {
        var dataset = versions.own(request, id, expectedVersion);
        if (law.secrecy != null && !dataset.secrecy.mayBecome(law.secrecy)) {
            throw HubException.badInput(
                    "changes.secrecy", "A secrecy is not lifted: " + dataset.secrecy + " stays, or becomes stricter");
        }
        write(id, law, expectedVersion);
        versions.advance(id, expectedVersion);
        changes.record(request, action, id, json.valueToTree(law));
        epoch.advance();
        Dataset.getEntityManager().refresh(dataset);
        return dataset;
    }

    /** Past the entity, whose other columns may have been changed meanwhile. */
    private void write(UUID id, Law law, long expectedVersion) throws SQLException {
        try (var connection = database.getConnection();
                var update = connection.prepareStatement(RECORD)) {
            update.setString(1, name(law.secrecy));
            update.setString(2, law.legalBasis);
            update.setString(3, law.specialCategoryCondition);
            update.setString(4, law.retention);
            update.setString(5, law.impactAssessment);
            update.setObject(6, id);
            update.setLong(7, expectedVersion);
            if (update.executeUpdate() == 0) {
                throw HubException.conflict(expectedVersion + 1);
            }
        }
    }
}
