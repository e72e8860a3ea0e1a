package org.entente.observatory;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Whether Kafka answers, as data: the hub serves without it. A replica whose reader has ended has to be started anew. */
@Liveness
@Readiness
@ApplicationScoped
public class TopicHealth implements HealthCheck {
    private final TopicReader topics;

    TopicHealth(TopicReader topics) {
        this.topics = topics;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("kafka").withData("configured", topics.isConfigured());
        return topics.isConfigured()
                ? response.withData("reachable", topics.isReachable())
                        .status(topics.isRunning())
                        .build()
                : response.up().build();
    }
}
