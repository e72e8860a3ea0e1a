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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
        var path = "neighbourhood.series";
        WholeLists.require(path, input.series());
        var members =
                members(dataset, input.series().stream().map(PublicId::parse).toList(), path);
        requireGiven(dataset);
        var middle = middle(input, members);
        requireLike(middle, members, path);
        var by = request.caller().subject();
        if (!series.add(middle, by, clock.instant())) {
            throw new HubException(
                    ErrorCode.CONFLICT, "There is a series of this measure", Map.of("path", "neighbourhood.measure"));
        }
        neighbourhoods.begin(middle.id());
        add(middle, members, false, by, path);
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
        requireGiven(dataset);
        var member = members(dataset, List.of(further), "series");
        requireLike(middle, member, "series");
        if (middle.comparison().neighbours().size() == MOST) {
            throw HubException.limitExceeded("series", "A neighbourhood has at most " + MOST + " series");
        }
        var made =
                add(middle, member, true, request.caller().subject(), "series").getFirst();
        idempotency.keep(use, made);
        changed(request, ADDITION, middle, member);
        return made;
    }

    private void changed(Request request, String operation, Series middle, List<Series> members) throws SQLException {
        var ids = members.stream().map(Series::id).toList();
        changes.record(
                request,
                operation,
                middle.dataset(),
                json.valueToTree(Map.of("neighbourhood", middle.id(), "series", ids)));
    }

    private List<Series> members(UUID dataset, List<UUID> asked, String path) throws SQLException {
        if (new HashSet<>(asked).size() < asked.size()) {
            throw HubException.badInput(path, "Twice the same series");
        }
        var found = series.find(asked);
        // one of another dataset and one that there is not are the same
        if (found.size() < asked.size()
                || found.stream().anyMatch(each -> !each.dataset().equals(dataset) || each.comparison() != null)) {
            throw HubException.badInput(path, "Series of the dataset that compare nothing themselves are expected");
        }
        return found;
    }

    private void requireGiven(UUID dataset) throws SQLException {
        if (shapes.areByCubeAlone(dataset)) {
            throw HubException.denied(
                    SeriesReason.PERSONAL.code(),
                    "Of personal data and under statistical secrecy only cells of the published cube are given");
        }
    }

    private void requireLike(Series middle, List<Series> members, String path) {
        if (members.stream().anyMatch(each -> !each.frequency().equals(middle.frequency()))) {
            throw HubException.badInput(path, "Series of one frequency are expected");
        }
        if (members.stream().anyMatch(each -> each.lateness().compareTo(middle.lateness()) > 0)) {
            throw HubException.badInput(
                    path, "A series that may come later than the neighbourhood waits would not take part");
        }
        var own = ownFields(middle.dataset());
        if (members.stream().anyMatch(each -> !fields(each, own).equals(middle.uses()))) {
            throw HubException.badInput(path, "Series that are made of the same fields are expected");
        }
    }

    /** The series that compare them. */
    private List<UUID> add(Series middle, List<Series> members, boolean later, String by, String path)
            throws SQLException {
        var made = new ArrayList<UUID>();
        for (var member : members) {
            if (!neighbourhoods.add(middle.id(), member.number(), later)) {
                throw new HubException(ErrorCode.CONFLICT, "One of them has neighbours already", Map.of("path", path));
            }
            var comparing = comparing(middle, member);
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
                new Comparison(id, null, List.of(), fields(first, ownFields(first.dataset()))));
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
                new Comparison(middle.id(), member.id(), List.of(), middle.uses()));
    }
}
