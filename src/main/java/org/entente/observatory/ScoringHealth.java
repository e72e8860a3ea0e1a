package org.entente.observatory;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** A replica whose scoring thread has ended takes observations and tells of nothing: it has to be started anew. */
@Liveness
@ApplicationScoped
public class ScoringHealth implements HealthCheck {
    private final LiveScoring scoring;

    ScoringHealth(LiveScoring scoring) {
        this.scoring = scoring;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("scoring").status(scoring.isRunning()).build();
    }
}
