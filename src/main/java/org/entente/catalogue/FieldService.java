package org.entente.catalogue;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.entente.access.Changes;
import org.entente.access.Epoch;
import org.entente.access.Request;
import org.entente.kernel.FieldType;
import org.entente.kernel.HubException;
import org.entente.policy.AccessLevel;
import org.entente.policy.Regime;
import org.entente.policy.Sensitivity;

/** The fields of a dataset: found when its records are first loaded, classified by its owner's stewards. */
@ApplicationScoped
public class FieldService {
    public record Found(String name, FieldType type, int scale) {}

    private final DatasetVersions versions;
    private final Epoch epoch;
    private final Changes changes;
    private final ObjectMapper json;

    FieldService(DatasetVersions versions, Epoch epoch, Changes changes, ObjectMapper json) {
        this.versions = versions;
        this.epoch = epoch;
        this.changes = changes;
        this.json = json;
    }

    /** In the running transaction, whose last statement advances the epoch. */
    public List<DatasetField> define(Dataset dataset, List<Found> found) throws SQLException {
        var fields = new ArrayList<DatasetField>(found.size());
        for (var each : found) {
            var field = new DatasetField();
            field.dataset = dataset.id;
            field.position = fields.size();
            field.name = each.name;
            field.type = each.type;
            field.scale = each.scale;
            field.sensitivity = unclassified(dataset);
            field.persist();
            fields.add(field);
        }
        DatasetField.flush();
        versions.advance(dataset.id, dataset.version);
        return fields;
    }

    /** Until a steward has classified a field: nothing of a dataset with personal data is public by default. */
    private static Sensitivity unclassified(Dataset dataset) {
        if (dataset.regime != Regime.NONE) {
            return Sensitivity.PERSONAL;
        }
        return dataset.accessLevel == AccessLevel.OPEN ? Sensitivity.PUBLIC : Sensitivity.INTERNAL;
    }

    /** By a steward of the owner. */
    @Transactional(rollbackOn = Exception.class)
    public DatasetField classify(
            Request request, UUID id, String name, Sensitivity sensitivity, String unit, long expectedVersion)
            throws SQLException {
        var dataset = versions.own(request, id, expectedVersion);
        DatasetField field = DatasetField.findById(new DatasetField.Key(dataset.id, name));
        if (field == null) {
            throw HubException.badInput("field", "There is no field '" + name + "'");
        }
        var former = field.sensitivity;
        field.sensitivity = sensitivity;
        field.classified = true;
        field.unit = unit == null ? field.unit : unit;
        DatasetField.flush();
        versions.advance(id, expectedVersion);
        changes.record(
                request,
                "classifyField",
                id,
                json.createObjectNode()
                        .put("field", name)
                        .put("sensitivity", sensitivity.name())
                        .put("former", former.name()));
        epoch.advance();
        return field;
    }
}
