package org.entente.records;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.crypto.Mac;
import org.entente.catalogue.DatasetField;
import org.entente.kernel.FieldType;
import org.entente.policy.MaskMethod;
import org.entente.records.RecordsApi.RecordView;

/** Rows on their way out of one answer: each value as the grants that take its row show it. By one thread at a time. */
final class MaskedRows {
    /** Sets of grants whose masks are kept; with more of them most rows would meet a new one anyway. */
    private static final int KEPT = 1_000;

    private final GrantedRows granted;
    private final Masking masking;
    private final Map<String, MaskMethod> ofAll;
    private final Map<List<Boolean>, Map<String, MaskMethod>> known = new HashMap<>();

    MaskedRows(GrantedRows granted, Supplier<Mac> key) {
        this.granted = granted;
        this.masking = new Masking(key);
        this.ofAll = granted.maskedByAll();
    }

    /** What is done to this row's fields. */
    Map<String, MaskMethod> masks(RecordRow row) {
        if (row.taken() == null) {
            return ofAll;
        }
        var grants = list(row.taken());
        var masks = known.get(grants);
        if (masks == null) {
            masks = granted.masks(row.taken());
            if (known.size() < KEPT) {
                known.put(grants, masks);
            }
        }
        return masks;
    }

    private static List<Boolean> list(boolean[] taken) {
        var list = new Boolean[taken.length];
        for (int i = 0; i < taken.length; i++) {
            list[i] = taken[i];
        }
        return List.of(list);
    }

    /** @param method null where the field is shown as it is */
    Object value(MaskMethod method, Object value) {
        return method == null ? value : masking.masked(method, value);
    }

    /** Removed fields are absent; all masked ones are named beside. */
    RecordView view(RecordRow row, List<DatasetField> selected) {
        var masks = masks(row);
        var values = JsonValues.JSON.createObjectBuilder();
        var named = new ArrayList<String>();
        for (var field : selected) {
            var method = masks.get(field.name);
            if (method != null) {
                named.add(field.name);
            }
            if (method == null && field.type == FieldType.JSON) {
                JsonValues.addParsed(values, field.name, row.value(field.name));
            } else if (method != MaskMethod.REMOVE) {
                JsonValues.add(values, field.name, value(method, row.value(field.name)));
            }
        }
        JsonObject shown = values.build();
        return new RecordView(row.id().toString(), shown, named);
    }
}
