package org.entente.observatory;

import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.entente.access.Access;
import org.entente.access.Idempotency;
import org.entente.access.Request;
import org.entente.catalogue.Catalogue;
import org.entente.kernel.HubException;
import org.entente.kernel.PublicId;
import org.entente.observatory.ObservationReading.Period;
import org.entente.policy.Action;

/** Takes observations from the owner's programs: checked here, stored by {@link ObservationBook}, scored as soon as that is done. */
@ApplicationScoped
public class ObservationAppends {
    /** Observations of one call, and of one message. */
    static final int MOST = 10_000;

    private final Catalogue catalogue;
    private final Access access;
    private final SeriesStore series;
    private final ObservationPartitions partitions;
    private final ObservationBook book;
    private final LiveScoring scoring;
    private final ObservatoryConfig config;
    private final Clock clock;

    ObservationAppends(
            Catalogue catalogue,
            Access access,
            SeriesStore series,
            ObservationPartitions partitions,
            ObservationBook book,
            LiveScoring scoring,
            ObservatoryConfig config,
            Clock clock) {
        this.catalogue = catalogue;
        this.access = access;
        this.series = series;
        this.partitions = partitions;
        this.book = book;
        this.scoring = scoring;
        this.config = config;
        this.clock = clock;
    }

    /** By the owner. With a key that was used before: what became of it then. */
    public AppendedObservations append(
            Request request, UUID dataset, List<SeriesObservations> observations, String idempotencyKey)
            throws SQLException, IOException {
        if (!catalogue.dataset(request, dataset).owner.equals(request.caller().partner())) {
            var decided = access.decide(request.caller(), Action.READ, dataset);
            throw access.refusal(request, decided, SeriesReason.OWNER_REQUIRED.code());
        }
        requireLists(observations);
        var parts = parts(dataset, observations);
        partitions.makeFor(parts);
        // as it was written: what is told of a repeated call must be of the same one
        var use = new Idempotency.Use(
                ObservationBook.OPERATION,
                request.caller(),
                idempotencyKey,
                TextNode.valueOf(dataset + " " + observations));
        var appended = book.append(request, dataset, parts, use);
        scoring.wake();
        return appended;
    }

    private static void requireLists(List<SeriesObservations> observations) {
        long count = 0;
        for (int i = 0; i < observations.size(); i++) {
            var each = observations.get(i);
            if (each.at().size() != each.values().size()) {
                throw HubException.badInput("series[" + i + "].values", "As many values as instants are expected");
            }
            count += each.at().size();
        }
        if (count > MOST) {
            throw HubException.limitExceeded("series", "At most " + MOST + " observations in one call");
        }
    }

    private List<ObservationReading> parts(UUID dataset, List<SeriesObservations> observations) throws SQLException {
        var taken = new Period(partitions.oldest(), clock.instant().plus(config.clockSkew()));
        var ids =
                observations.stream().map(each -> PublicId.parse(each.series())).toList();
        var known = series.find(ids).stream()
                .filter(each -> each.dataset().equals(dataset))
                .collect(Collectors.toMap(Series::id, each -> each));
        var parts = new ArrayList<ObservationReading>(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            var found = known.remove(ids.get(i));
            if (found == null) {
                throw HubException.badInput(
                        "series[" + i + "].series", "The dataset has no such series, or it is named twice");
            }
            if (found.uses() != null) {
                throw HubException.badInput("series[" + i + "].series", "It is computed, not appended to");
            }
            parts.add(new ObservationReading(found, observations.get(i), taken));
        }
        return parts;
    }
}
