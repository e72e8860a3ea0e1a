package org.entente.local;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;

/** The servers of the local stack, each with the property of the hub that names a real one instead. */
enum Part {
    POSTGRESQL("PostgreSQL", "quarkus.datasource.jdbc.url", PostgresqlServer::new),
    ELASTICSEARCH("Elasticsearch", "quarkus.elasticsearch.hosts", ElasticsearchServer::new),
    KEYCLOAK("Keycloak", "quarkus.oidc.auth-server-url", KeycloakServer::new),
    MODELS("Model runner", "entente.observatory.models.url", ModelRunnerServer::new);

    final String title;
    final String replacedBy;
    private final Function<LocalConfig, LocalServer> server;

    Part(String title, String replacedBy, Function<LocalConfig, LocalServer> server) {
        this.title = title;
        this.replacedBy = replacedBy;
        this.server = server;
    }

    LocalServer of(LocalConfig config) {
        return server.apply(config);
    }

    String portProperty() {
        return "entente.local." + folder() + ".port";
    }

    Path state(LocalConfig config) {
        return config.state().toAbsolutePath().resolve(folder());
    }

    Path log(LocalConfig config) {
        return config.state().toAbsolutePath().resolve("logs").resolve(folder() + ".log");
    }

    /** Where the build assembled it. */
    Path home(LocalConfig config) {
        var home = config.parts().toAbsolutePath().resolve(folder());
        if (!home.toFile().isDirectory()) throw new LocalStackException.NotAssembled(title, home);
        return home;
    }

    private String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
