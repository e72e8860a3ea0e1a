package org.entente.records;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Takes the next snapshots of cubes whose records have moved on, beside the readers' questions: none of them waits for it, and none can
 * have it done.
 */
@ApplicationScoped
class CubeUpkeep {
    private static final Logger LOG = Logger.getLogger(CubeUpkeep.class);

    private final CubeStore store;
    private final CubeSnapshots snapshots;
    private final RecordShapes shapes;
    private final RecordsConfig config;
    private ScheduledExecutorService clock;

    CubeUpkeep(CubeStore store, CubeSnapshots snapshots, RecordShapes shapes, RecordsConfig config) {
        this.store = store;
        this.snapshots = snapshots;
        this.shapes = shapes;
        this.config = config;
    }

    void start(@Observes StartupEvent boot) {
        clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("cubes").factory());
        long pause = config.cubeUpkeep().toMillis();
        clock.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent end) {
        clock.shutdownNow();
    }

    void look() {
        try {
            store.behind().forEach(this::refresh);
        } catch (SQLException | RuntimeException failure) {
            LOG.warnf("Cubes cannot be looked at now: %s", failure.getMessage());
        }
    }

    /** What fails leaves the former snapshot. */
    private void refresh(UUID dataset) {
        try {
            var shape = shapes.current(dataset);
            if (shape.isPresent()) {
                snapshots.refresh(dataset, shape.get());
            }
        } catch (SQLException | RuntimeException failure) {
            LOG.warnf("The next snapshot of the cube of %s cannot be taken: %s", dataset, failure.getMessage());
        }
    }
}
