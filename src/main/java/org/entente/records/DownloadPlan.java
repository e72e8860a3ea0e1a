package org.entente.records;

import java.util.Map;
import java.util.TreeMap;
import org.entente.catalogue.DownloadFormat;
import org.entente.kernel.HubException;
import org.entente.kernel.NormalForm;
import org.entente.policy.MaskMethod;

/** What was asked for, checked against what is granted. */
record DownloadPlan(
        Download download, GrantedRows granted, RecordShape shape, NormalForm asked, DownloadColumns columns) {
    /** @throws HubException BAD_INPUT, MASKED_FIELD_USED */
    static DownloadPlan of(Download download, GrantedRows granted, RecordShape shape) {
        var asked = granted.asked(download.filter(), shape, "filter");
        var columns = DownloadColumns.of(shape.selected(download.fields()), granted, placesAreWhole(download.format()));
        if (columns.columns().isEmpty()) {
            throw HubException.badInput("fields", "None of these fields is shown to you");
        }
        if (download.format() == DownloadFormat.GEOJSON && JsonRowWriter.place(columns) < 0) {
            throw HubException.badInput("format", "There is no place among these fields");
        }
        return new DownloadPlan(download, granted, shape, asked, columns);
    }

    private static boolean placesAreWhole(DownloadFormat format) {
        return switch (format) {
            case JSON, NDJSON, GEOJSON -> true;
            case CSV, PARQUET -> false;
        };
    }

    RecordQuery query() {
        return new RecordQuery(shape, granted, asked, columns.read());
    }

    /** Which of the fields asked for are not shown as they are in any row; those that are removed have no column. */
    Map<String, MaskMethod> maskedAlike(int most) {
        var masked = new TreeMap<>(columns.maskedAlike(granted));
        granted.maskedByAll().forEach((field, method) -> {
            if (method == MaskMethod.REMOVE) {
                masked.put(field, method);
            }
        });
        masked.keySet()
                .retainAll(shape.selected(download.fields()).stream()
                        .map(field -> field.name)
                        .limit(most)
                        .toList());
        return masked;
    }
}
