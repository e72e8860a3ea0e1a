package org.entente.records;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entente.catalogue.DatasetField;
import org.entente.kernel.FieldType;
import org.entente.policy.MaskMethod;
import org.entente.records.Column.Part;

/**
 * The columns of a download: of the fields that were asked for those of which some row may show something. Where a place is two
 * columns, and where rows are masked differently, columns are added; none of them takes the name of another.
 *
 * @param masked the name of the column that tells which fields of a row are masked; null where all rows are masked alike
 */
record DownloadColumns(List<DatasetField> read, List<Column> columns, String masked) {
    /** @param whole whether a place is one value */
    static DownloadColumns of(List<DatasetField> selected, GrantedRows granted, boolean whole) {
        var read = selected.stream().filter(granted::shows).toList();
        var columns = new ArrayList<Column>();
        Set<String> names = new HashSet<>();
        read.forEach(field -> names.add(field.name));
        for (int i = 0; i < read.size(); i++) {
            var field = read.get(i);
            var type = hashed(field, granted) ? FieldType.TEXT : field.type;
            if (type == FieldType.POINT && !whole) {
                var longitude = free(field.name + ".longitude", names);
                columns.add(new Column(longitude, i, Part.LONGITUDE, FieldType.DOUBLE, 0));
                columns.add(new Column(free(field.name + ".latitude", names), i, Part.LATITUDE, FieldType.DOUBLE, 0));
            } else {
                columns.add(new Column(field.name, i, Part.WHOLE, type, field.scale));
            }
        }
        return new DownloadColumns(read, columns, differently(read, granted) ? free("masked", names) : null);
    }

    /** Where some rows have a hash the column is one of texts. */
    private static boolean hashed(DatasetField field, GrantedRows granted) {
        return granted.parts().stream().anyMatch(part -> part.masks().get(field.name) == MaskMethod.HASH);
    }

    private static boolean differently(List<DatasetField> read, GrantedRows granted) {
        return read.stream()
                .anyMatch(field -> granted.parts().stream()
                                .map(part -> String.valueOf(part.masks().get(field.name)))
                                .distinct()
                                .count()
                        > 1);
    }

    private static String free(String wanted, Set<String> names) {
        var name = wanted;
        while (!names.add(name)) {
            name += "_";
        }
        return name;
    }

    /** Those that all rows have masked in the same way, for the header. */
    Map<String, MaskMethod> maskedAlike(GrantedRows granted) {
        return masked == null ? granted.maskedByAll() : Map.of();
    }
}
