package org.entente.observatory;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entente.access.Changes;
import org.entente.access.Epoch;
import org.entente.access.Idempotency;
import org.entente.access.Request;
import org.entente.catalogue.Dataset;
import org.entente.catalogue.DatasetField;
import org.entente.catalogue.DatasetVersions;
import org.entente.catalogue.FieldService;
import org.entente.kernel.Canonical;
import org.entente.kernel.ErrorCode;
import org.entente.kernel.FieldDefinition;
import org.entente.kernel.FieldType;
import org.entente.kernel.HubException;
import org.entente.kernel.Point;
import org.entente.kernel.WholeLists;
import org.entente.records.Areas;

/**
 * Registers series. The first of a dataset without fields defines these: measure, place, instant, value and a text field a key, which a
 * steward classifies and consents name like any other; whoever has fields needs these among them.
 */
@ApplicationScoped
public class SeriesRegistration {
    private static final String OPERATION = "registerSeries";
    /** Ten times what a detector counts with: nothing that is measured has such a size. */
    static final double GREATEST = 1e15;

    /** They make a series unique: what the index of that can hold. */
    private static final int MOST_BYTES = 2_000;

    static final Duration LONGEST_LATENESS = Duration.ofDays(31);
    private static final Duration LONGEST_FREQUENCY = Duration.ofDays(366);

    private final SeriesStore series;
    private final FieldService fields;
    private final Areas areas;
    private final Idempotency idempotency;
    private final Changes changes;
    private final Epoch epoch;
    private final ObjectMapper json;
    private final Clock clock;

    SeriesRegistration(
            SeriesStore series,
            FieldService fields,
            Areas areas,
            Idempotency idempotency,
            Changes changes,
            Epoch epoch,
            ObjectMapper json,
            Clock clock) {
        this.series = series;
        this.fields = fields;
        this.areas = areas;
        this.idempotency = idempotency;
        this.changes = changes;
        this.epoch = epoch;
        this.json = json;
        this.clock = clock;
    }

    /** By a steward of the owner. With a key that was used before: the series of then. */
    @Transactional(rollbackOn = Exception.class)
    public UUID register(Request request, UUID id, SeriesInput input, String idempotencyKey)
            throws SQLException, IOException {
        series.lock(id);
        var dataset = DatasetVersions.ownSource(request, id);
        var asked = json.createObjectNode().put("dataset", id.toString()).set("series", json.valueToTree(input));
        var use = new Idempotency.Use(OPERATION, request.caller(), idempotencyKey, asked);
        var done = idempotency.find(use);
        if (done.isPresent()) {
            return done.get();
        }
        var known = DatasetField.of(id);
        var made = series(dataset, input, SeriesFields.of(known.isEmpty() ? define(dataset, input) : known));
        if (!series.add(made, request.caller().subject(), clock.instant())) {
            throw new HubException(
                    ErrorCode.CONFLICT, "There is a series of this measure, place and keys", Map.of("path", "series"));
        }
        idempotency.keep(use, made.id());
        changes.record(
                request, OPERATION, id, json.valueToTree(Map.of("series", made.id(), "measure", made.measure())));
        if (known.isEmpty()) {
            epoch.advance();
        }
        return made.id();
    }

    private List<DatasetField> define(Dataset dataset, SeriesInput input) throws SQLException {
        var keys = keys(input).keySet().stream().sorted().toList();
        for (var key : keys) {
            if (!Canonical.isText(key) || SeriesFields.typeOf(key) != null || key.contains(".")) {
                throw HubException.badInput("series.keys", "A field cannot be named so");
            }
        }
        var own = Stream.of(SeriesFields.MEASURE, SeriesFields.PLACE, SeriesFields.AT, SeriesFields.VALUE)
                .map(name -> new FieldService.Found(name, SeriesFields.typeOf(name), 0));
        var others = keys.stream().map(name -> new FieldService.Found(name, FieldType.TEXT, 0));
        return fields.define(dataset, Stream.concat(own, others).toList());
    }

    private static Map<String, String> keys(SeriesInput input) {
        var keys = input.keys() == null ? List.<SeriesInput.Key>of() : input.keys();
        WholeLists.require("series.keys", keys);
        try {
            return keys.stream().collect(Collectors.toMap(SeriesInput.Key::field, SeriesInput.Key::value));
        } catch (IllegalStateException twice) {
            throw HubException.badInput("series.keys", "Twice the same field");
        }
    }

    private Series series(Dataset dataset, SeriesInput input, SeriesFields fields) throws SQLException, IOException {
        for (var needed : List.of(SeriesFields.MEASURE, SeriesFields.AT, SeriesFields.VALUE)) {
            require(fields.have(needed), "dataset", "Its fields cannot hold series: there is no field " + needed);
        }
        var keys = positions(input, fields);
        require(bytes(input.measure(), keys) <= MOST_BYTES, "series.keys", "Measure and keys are too long");
        var place = place(input, fields);
        double least = input.least() == null ? -GREATEST : input.least();
        double greatest = input.greatest() == null ? GREATEST : input.greatest();
        require(-GREATEST <= least && least < greatest && greatest <= GREATEST, "series.least", "least < greatest");
        return new Series(
                UUID.randomUUID(),
                0,
                dataset.id,
                text(input.measure(), "series.measure"),
                input.unit() == null ? null : text(input.unit(), "series.unit"),
                duration(input.frequency(), "series.frequency", Duration.ofSeconds(1), LONGEST_FREQUENCY),
                lateness(input.lateness(), "series.lateness"),
                place,
                place == null ? null : areas.located().of(place),
                keys,
                least,
                greatest,
                Boolean.TRUE.equals(input.shape()),
                null,
                null,
                null,
                null,
                null);
    }

    private static int bytes(String measure, List<String> keys) {
        return Stream.concat(Stream.of(measure), keys.stream())
                .filter(Objects::nonNull)
                .mapToInt(each -> each.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    private static Point place(SeriesInput input, SeriesFields fields) {
        if (input.place() == null) {
            return null;
        }
        require(fields.have(SeriesFields.PLACE), "series.place", "The dataset has no field for it");
        var given = new Point(input.place().longitude(), input.place().latitude());
        return (Point) Canonical.value(fields.shape().typed().field(SeriesFields.PLACE), given, "series.place");
    }

    private static List<String> positions(SeriesInput input, SeriesFields fields) {
        var keys = keys(input);
        var unknown = new HashSet<>(keys.keySet());
        var values = new ArrayList<String>();
        fields.shape().fields().forEach(field -> values.add(null));
        for (var field : fields.keys()) {
            if (unknown.remove(field.name)) {
                values.set(field.position, text(keys.get(field.name), "series.keys"));
            }
        }
        require(unknown.isEmpty(), "series.keys", "The dataset has no such text field");
        return values;
    }

    static String text(String value, String path) {
        return (String) Canonical.value(new FieldDefinition("text", FieldType.TEXT, "text"), value, path);
    }

    static Duration lateness(String text, String path) {
        return duration(text, path, Duration.ZERO, LONGEST_LATENESS);
    }

    private static Duration duration(String text, String path, Duration least, Duration longest) {
        try {
            var duration = Duration.parse(text);
            require(
                    duration.compareTo(least) >= 0 && duration.compareTo(longest) <= 0,
                    path,
                    "A duration from " + least + " to " + longest + " is expected");
            return duration;
        } catch (DateTimeException unreadable) {
            throw HubException.badInput(path, "An ISO 8601 duration is expected, such as PT10M");
        }
    }

    private static void require(boolean holds, String path, String message) {
        if (!holds) {
            throw HubException.badInput(path, message);
        }
    }
}
