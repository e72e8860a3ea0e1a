package org.entente.federation;

import java.time.Duration;
import java.util.UUID;

/** Writes down how far a run is, a few times a second at most. */
final class Progress {
    private static final long INTERVAL = Duration.ofMillis(250).toNanos();

    private final HarvestRuns runs;
    private final UUID run;
    private long written = System.nanoTime();

    Progress(HarvestRuns runs, UUID run) {
        this.runs = runs;
        this.run = run;
    }

    void read(int items) {
        long now = System.nanoTime();
        if (now - written > INTERVAL) {
            written = now;
            runs.progress(run, items);
        }
    }
}
