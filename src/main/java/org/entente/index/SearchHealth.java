package org.entente.index;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** How search stands, as data: it is always up, since governance and records work without search. */
@Readiness
@ApplicationScoped
public class SearchHealth implements HealthCheck {
    private final AgroalDataSource database;
    private final ElasticsearchClient elasticsearch;
    private final List<Projection> projections;

    SearchHealth(AgroalDataSource database, ElasticsearchClient elasticsearch, @All List<Projection> projections) {
        this.database = database;
        this.elasticsearch = elasticsearch;
        this.projections = projections;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("search")
                .up()
                .withData("reachable", isReachable())
                .build();
    }

    /** {@code entente.outbox.pending}: rows that wait, a projection. For operators alone: it moves with hidden datasets too. */
    void measure(@Observes StartupEvent event, MeterRegistry registry) {
        for (var projection : projections) {
            Gauge.builder("entente.outbox.pending", () -> pending(projection))
                    .tag("projection", projection.name())
                    .register(registry);
        }
    }

    private boolean isReachable() {
        try {
            return elasticsearch.ping().value();
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** -1 when the database does not answer. */
    private long pending(Projection projection) {
        try (var connection = database.getConnection()) {
            return OutboxRows.pendingCount(connection, projection.name());
        } catch (SQLException e) {
            return -1;
        }
    }
}
