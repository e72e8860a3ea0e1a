package org.entente.access;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.entente.kernel.Recurring;

/** Forgets keys that nobody repeats any more. */
@ApplicationScoped
class IdempotencyUpkeep {
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final Idempotency idempotency;
    private Recurring forgetting;

    IdempotencyUpkeep(Idempotency idempotency) {
        this.idempotency = idempotency;
    }

    void start(@Observes StartupEvent boot) {
        forgetting = new Recurring("idempotency", PAUSE, idempotency::forgetOld);
    }

    void stop(@Observes ShutdownEvent end) {
        forgetting.close();
    }
}
