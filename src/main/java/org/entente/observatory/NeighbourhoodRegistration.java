package org.entente.observatory;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.entente.access.Changes;
import org.entente.access.Epoch;
import org.entente.access.Idempotency;
import org.entente.access.Request;
import org.entente.catalogue.DatasetField;
import org.entente.catalogue.DatasetVersions;
import org.entente.kernel.ErrorCode;
import org.entente.kernel.HubException;
import org.entente.kernel.PublicId;
import org.entente.kernel.WholeLists;

/**
 * Registers which sensors are compared with one another: a series of the departures of each, and one of the median of all. Refused, as
 * {@link IndicatorRegistration indicators} are, for what is given as cells of a published cube alone.
 */
@ApplicationScoped
public class NeighbourhoodRegistration {
    /** The others are compared with at least so many, {@link Neighbourhood#FEWEST}. */
    static final int FEWEST = Neighbourhood.FEWEST + 1;

    static final int MOST = 50;

    private static final String OPERATION = "registerNeighbourhood";
    private static final String ADDITION = "addNeighbour";
    private static final int INTERVALS_LATE = 3;
    /** What no series has. */
    private static final UUID NONE = new UUID(0, 0);

    /** @param path where it was given */
    private record Member(Series series, String path) {}

    private final SeriesStore series;
    private final NeighbourhoodStore neighbourhoods;
    private final SeriesShapes shapes;
    private final Idempotency idempotency;
    private final Changes changes;
    private final Epoch epoch;
    private final ObjectMapper json;
    private final Clock clock;

    NeighbourhoodRegistration(
            SeriesStore series,
            NeighbourhoodStore neighbourhoods,
            SeriesShapes shapes,
            Idempotency idempotency,
            Changes changes,
            Epoch epoch,
            ObjectMapper json,
            Clock clock) {
        this.series = series;
        this.neighbourhoods = neighbourhoods;
        this.shapes = shapes;
        this.idempotency = idempotency;
        this.changes = changes;
        this.epoch = epoch;
        this.json = json;
        this.clock = clock;
    }

    /** By a steward of the owner; the series of the median. With a key that was used before: the one of then. */
    @Transactional(rollbackOn = Exception.class)
    public UUID register(Request request, UUID dataset, NeighbourhoodInput input, String idempotencyKey)
            throws SQLException, IOException {
        series.lock(dataset);
        DatasetVersions.ownSource(request, dataset);
        ObjectNode asked = json.createObjectNode().put("dataset", dataset.toString());
        asked.set("neighbourhood", json.valueToTree(input));
        var use = new Idempotency.Use(OPERATION, request.caller(), idempotencyKey, asked);
        var done = idempotency.find(use);
        if (done.isPresent()) {
            return done.get();
        }
        WholeLists.require("neighbourhood.series", input.series());
        var members = members(dataset, input.series(), i -> "neighbourhood.series[" + i + "]");
        shapes.requireBesideCubes(request, dataset);
        var middle = middle(input, members.stream().map(Member::series).toList());
        requireLike(middle, members);
        var by = request.caller().subject();
        if (!series.add(middle, by, clock.instant())) {
            throw new HubException(
                    ErrorCode.CONFLICT, "There is a series of this measure", Map.of("path", "neighbourhood.measure"));
        }
        neighbourhoods.begin(middle.id());
        add(middle, members, false, by);
        idempotency.keep(use, middle.id());
        changed(request, OPERATION, middle, members);
        epoch.advance();
        return middle.id();
    }

    /** Adds one, by a steward of the owner; the series that compares it. With a key that was used before: the one of then. */
    @Transactional(rollbackOn = Exception.class)
    public UUID add(Request request, UUID id, UUID further, String idempotencyKey) throws SQLException, IOException {
        var dataset = series.find(id).orElseThrow(HubException::notFound).dataset();
        series.lock(dataset);
        DatasetVersions.ownSource(request, dataset);
        var asked = json.createObjectNode().put("neighbourhood", id.toString()).put("series", further.toString());
        var use = new Idempotency.Use(ADDITION, request.caller(), idempotencyKey, asked);
        var done = idempotency.find(use);
        if (done.isPresent()) {
            return done.get();
        }
        var middle = series.find(id).orElseThrow(HubException::notFound);
        if (middle.comparison() == null || middle.comparison().of() != null) {
            throw HubException.badInput("neighbourhood", "The series of a neighbourhood's median is expected");
        }
        shapes.requireBesideCubes(request, dataset);
        var member = members(dataset, List.of(further.toString()), i -> "series");
        requireLike(middle, member);
        if (middle.comparison().neighbours().size() == MOST) {
            throw HubException.limitExceeded("series", "A neighbourhood has at most " + MOST + " series");
        }
        var made = add(middle, member, true, request.caller().subject()).getFirst();
        idempotency.keep(use, made);
        changed(request, ADDITION, middle, member);
        return made;
    }

    private void changed(Request request, String operation, Series middle, List<Member> members) throws SQLException {
        var ids = members.stream().map(each -> each.series.id()).toList();
        changes.record(
                request,
                operation,
                middle.dataset(),
                json.valueToTree(Map.of("neighbourhood", middle.id(), "series", ids)));
    }

    private List<Member> members(UUID dataset, List<String> given, IntFunction<String> path) throws SQLException {
        var ids = given.stream().map(each -> PublicId.find(each).orElse(NONE)).toList();
        var known = series.find(ids).stream()
                .filter(each -> each.dataset().equals(dataset) && each.comparison() == null)
                .collect(Collectors.toMap(Series::id, each -> each));
        var members = new ArrayList<Member>();
        for (int i = 0; i < ids.size(); i++) {
            // one of another dataset and one that there is not are the same
            if (!known.containsKey(ids.get(i))) {
                throw HubException.badInput(
                        path.apply(i), "A series of the dataset that compares nothing itself is expected");
            }
            if (ids.indexOf(ids.get(i)) < i) {
                throw HubException.badInput(path.apply(i), "Twice the same series");
            }
            members.add(new Member(known.get(ids.get(i)), path.apply(i)));
        }
        return members;
    }

    private void requireLike(Series middle, List<Member> members) {
        var own = ownFields(middle.dataset());
        for (var each : members) {
            if (!each.series.frequency().equals(middle.frequency())) {
                throw HubException.badInput(
                        each.path, "A series of the frequency " + middle.frequency() + " is expected");
            }
            if (each.series.lateness().compareTo(middle.lateness()) > 0) {
                throw HubException.badInput(
                        each.path, "A series that may come later than the neighbourhood waits would not take part");
            }
            if (!fields(each.series, own).equals(middle.uses())) {
                throw HubException.badInput(
                        each.path, "A series that is made of the same fields as the others is expected");
            }
        }
    }

    /** The series that compare them. */
    private List<UUID> add(Series middle, List<Member> members, boolean later, String by) throws SQLException {
        var made = new ArrayList<UUID>();
        for (var member : members) {
            if (!neighbourhoods.add(middle.id(), member.series.number(), later)) {
                throw new HubException(
                        ErrorCode.CONFLICT, "This series has neighbours already", Map.of("path", member.path));
            }
            var comparing = comparing(middle, member.series);
            series.add(comparing, by, clock.instant());
            made.add(comparing.id());
        }
        return made;
    }

    /** That have to be shown as they are, lest no series of the dataset is. */
    private List<String> ownFields(UUID dataset) {
        return SeriesFields.of(DatasetField.of(dataset)).needed().stream()
                .sorted()
                .toList();
    }

    private static List<String> fields(Series member, List<String> own) {
        return member.uses() == null ? own : member.uses();
    }

    /** So that a neighbour takes part, however late it may come. */
    private static Duration lateness(List<Series> members) {
        var usual = members.getFirst().frequency().multipliedBy(INTERVALS_LATE);
        var longest = members.stream()
                .map(each -> each.lateness().plus(each.frequency()))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        var both = usual.compareTo(longest) > 0 ? usual : longest;
        return both.compareTo(SeriesRegistration.LONGEST_LATENESS) > 0 ? SeriesRegistration.LONGEST_LATENESS : both;
    }

    private Series middle(NeighbourhoodInput input, List<Series> members) {
        var id = UUID.randomUUID();
        var first = members.getFirst();
        return new Series(
                id,
                0,
                first.dataset(),
                SeriesRegistration.text(input.measure(), "neighbourhood.measure"),
                null,
                first.frequency(),
                input.lateness() == null
                        ? lateness(members)
                        : SeriesRegistration.lateness(input.lateness(), "neighbourhood.lateness"),
                null,
                null,
                List.of(),
                -SeriesRegistration.GREATEST,
                SeriesRegistration.GREATEST,
                false,
                null,
                null,
                null,
                new Comparison(id, null, List.of(), List.of(), fields(first, ownFields(first.dataset()))),
                null);
    }

    /** It stands where the neighbour does. */
    private static Series comparing(Series middle, Series member) {
        return new Series(
                UUID.randomUUID(),
                0,
                middle.dataset(),
                member.measure(),
                null,
                middle.frequency(),
                middle.lateness(),
                member.place(),
                member.areas(),
                member.keys(),
                middle.least(),
                middle.greatest(),
                false,
                null,
                null,
                null,
                new Comparison(middle.id(), member.id(), List.of(), List.of(), middle.uses()),
                null);
    }
}
