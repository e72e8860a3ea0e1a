package org.entente.records;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.util.UUID;
import org.entente.kernel.Recurring;
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
    private Recurring looking;

    CubeUpkeep(CubeStore store, CubeSnapshots snapshots, RecordShapes shapes, RecordsConfig config) {
        this.store = store;
        this.snapshots = snapshots;
        this.shapes = shapes;
        this.config = config;
    }

    void start(@Observes StartupEvent boot) {
        looking = new Recurring("cubes", config.cubeUpkeep(), this::look);
    }

    void stop(@Observes ShutdownEvent end) {
        looking.close();
    }

    void look() throws SQLException {
        store.behind().forEach(this::refresh);
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
