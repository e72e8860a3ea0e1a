package org.entente.records;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.entente.kernel.FieldDefinition;
import org.entente.kernel.HubException;

/** What cells are made of: a field, how its values become members of the finest level, and the levels. */
record CubeDimension(FieldDefinition field, CubeMembers finest, List<CubeLevel> levels) {
    /** The same for the same cells. */
    String text() {
        return field.name()
                + finest.text()
                + levels.stream()
                        .map(level ->
                                level.name() + (finest instanceof CubePeriods ? "" : Arrays.toString(level.ofFinest())))
                        .toList();
    }

    CubeLevel level(String name, String path) {
        return levels.stream()
                .filter(level -> level.name().equals(name))
                .findFirst()
                .orElseThrow(() -> HubException.badInput(
                        path,
                        "The levels of '" + field.name() + "' are "
                                + levels.stream().map(CubeLevel::name).collect(Collectors.joining(", "))));
    }
}
