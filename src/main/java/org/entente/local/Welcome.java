package org.entente.local;

import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tells the person at the terminal where everything is, once what they are told to try gives the answer that they are told of. */
@ApplicationScoped
class Welcome {

    private static final String TEXT = """

            Entente is ready after %.1f s.
              portal     http://127.0.0.1:%2$d/
              GraphQL    http://127.0.0.1:%2$d/graphql
              health     http://127.0.0.1:%2$d/q/health
              Keycloak   %3$s
              users      agent-aphm agent-police agent-rtm steward-ville steward2-ville steward-aphm auditor operator
                         (password: entente)
            Try (what the hospital may see of the city's street reports):
              curl -s http://127.0.0.1:%2$d/graphql -H 'Content-Type: application/json' \\
                -H "Authorization: Bearer $(./entente token agent-aphm health-service)" \\
                -d '{"query": "{ datasets(query: \\"signalements voie publique\\", first: 1) { edges { node { title records(first: 1, orderBy: [{field: \\"reported_at\\"}]) { edges { node { values masked } } } } } } }"}'
            Ctrl-C stops everything.
            """;

    private final LocalConfig config;
    private final Demo demo;
    private final String keycloak;

    Welcome(
            LocalConfig config,
            Demo demo,
            @ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<String> keycloak) {
        this.config = config;
        this.demo = demo;
        this.keycloak = keycloak.orElse("(none)");
    }

    void greet(@ObservesAsync HttpServerStart start) {
        if (!config.enabled()) {
            return;
        }
        if (config.portals().enabled()) {
            System.out.printf("Entente answers after %.1f s. The demo city is being filled in …%n", sinceStart());
            demo.seeded().whenComplete((done, failure) -> tell(start));
        } else {
            tell(start);
        }
    }

    private void tell(HttpServerStart start) {
        System.out.printf(TEXT, sinceStart(), start.options().getPort(), keycloak);
    }

    /** Of this process, in seconds. */
    private static double sinceStart() {
        return ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
    }
}
