package org.entente.local;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/** Opens the demo partners' portals and, beside the hub's own start, fills it from them. */
@ApplicationScoped
public class Demo {
    private static final Logger LOG = Logger.getLogger(Demo.class);

    private final LocalConfig config;
    private final DemoSeeding seeding;
    private final CompletableFuture<Void> seeded = new CompletableFuture<>();
    private DemoPortals portals;

    Demo(LocalConfig config, DemoSeeding seeding) {
        this.config = config;
        this.seeding = seeding;
    }

    void open(@Observes StartupEvent boot) {
        if (!config.portals().enabled()) {
            return;
        }
        portals = DemoPortals.start(config.portals().port());
        Thread.ofVirtual().name("demo").start(this::seed);
    }

    private void seed() {
        try {
            seeding.seed(DemoCity.load(), "http://127.0.0.1:" + portals.port());
            seeded.complete(null);
        } catch (SQLException | IOException | RuntimeException e) {
            LOG.error("The demo city could not be filled in; the hub runs without what is missing", e);
            seeded.completeExceptionally(e);
        }
    }

    /** Done when the demo city is there. */
    public CompletableFuture<Void> seeded() {
        return seeded;
    }

    void close(@Observes ShutdownEvent end) {
        if (portals != null) {
            portals.close();
        }
    }
}
