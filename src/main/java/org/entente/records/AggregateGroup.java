package org.entente.records;

import java.time.DateTimeException;
import java.time.ZoneId;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;
import org.entente.kernel.FieldDefinition;
import org.entente.kernel.FieldType;
import org.entente.kernel.HubException;
import org.entente.kernel.TypedFields;

/** What rows are grouped by. */
@Input("AggregateGroup")
public record AggregateGroup(
        @NonNull @Description("A place's areas are the field 'NAME.areas': a row counts in each area it lies in")
        String field,

        @Description("For an instant") TimeInterval interval,

        @Description("The time zone of the interval, such as Europe/Paris, which is taken when left out")
        String zone,

        @Description("Of a dataset with personal data: the level of the cube's dimension")
        String level) {
    static final String ZONE = "Europe/Paris";

    /**
     * A group of a dataset that needs no cube, checked.
     *
     * @param periods that the column's instants lie in, null where they are not numbered
     */
    record Column(FieldDefinition field, TimeInterval interval, ZoneId zone, CubePeriods periods) {
        Column in(CubePeriods numbered) {
            return new Column(field, interval, zone, numbered);
        }
    }

    Column column(TypedFields fields, String path) {
        var definition = fields.field(field, path + ".field");
        if (level != null) {
            throw HubException.badInput(path + ".level", "Only cubes have levels");
        }
        if ((definition.type() == FieldType.INSTANT) != (interval != null)) {
            throw HubException.badInput(path + ".interval", "An instant is grouped by an interval, nothing else is");
        }
        if (definition.type() == FieldType.POINT || definition.type() == FieldType.JSON) {
            throw HubException.badInput(path + ".field", "A field of type " + definition.type() + " makes no groups");
        }
        return new Column(definition, interval, zone(zone, path + ".zone"), null);
    }

    /**
     * Zones by their region's name: those alone mean the same to Java and PostgreSQL.
     *
     * @param name Europe/Paris where it is null
     * @param path what is wrong where there is no such zone
     * @throws HubException BAD_INPUT where there is none
     */
    public static ZoneId zone(String name, String path) {
        try {
            var zone = ZoneId.of(name == null ? ZONE : name);
            if (zone.getId().equals("UTC")
                    || ZoneId.getAvailableZoneIds().contains(zone.getId())
                            && zone.getId().contains("/")) {
                return zone;
            }
        } catch (DateTimeException unknown) {
            // told below, in words of ours
        }
        throw HubException.badInput(path, "There is no such time zone");
    }
}
