package org.entente.observatory;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import org.entente.kernel.Recurring;

/**
 * What goes on beside scoring, each on a thread of its own: it may take long, or fail again and again, and holds up neither what is scored
 * nor one another.
 */
@ApplicationScoped
public class ObservatoryUpkeep {
    private static final Duration PAUSE = Duration.ofHours(1);

    private final Indicators indicators;
    private final Neighbourhoods neighbourhoods;
    private final SeriesCalendars calendars;
    private final Releases releases;
    private final ResultRecords results;
    private final ObservationPartitions partitions;
    private final ObservationBook book;
    private final SetAsideMessages messages;
    private final ObservatoryConfig config;
    private List<Recurring> running = List.of();

    ObservatoryUpkeep(
            Indicators indicators,
            Neighbourhoods neighbourhoods,
            SeriesCalendars calendars,
            Releases releases,
            ResultRecords results,
            ObservationPartitions partitions,
            ObservationBook book,
            SetAsideMessages messages,
            ObservatoryConfig config) {
        this.indicators = indicators;
        this.neighbourhoods = neighbourhoods;
        this.calendars = calendars;
        this.releases = releases;
        this.results = results;
        this.partitions = partitions;
        this.book = book;
        this.messages = messages;
        this.config = config;
    }

    void start(@Observes StartupEvent boot) {
        running = List.of(
                new Recurring("indicators", config.indicators(), indicators::compute),
                new Recurring("neighbourhoods", config.indicators(), neighbourhoods::compare),
                new Recurring("calendars", config.indicators(), calendars::look),
                new Recurring("releases", config.silence(), releases::freezeEnded),
                new Recurring("results", config.silence(), results::beginMissing),
                new Recurring("months", PAUSE, partitions::retire),
                new Recurring("calls", PAUSE, book::forgetOld),
                new Recurring("messages", PAUSE, messages::forgetOld));
    }

    void stop(@Observes ShutdownEvent end) {
        running.forEach(Recurring::close);
    }
}
