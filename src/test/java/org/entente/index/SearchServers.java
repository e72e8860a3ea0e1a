package org.entente.index;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.Set;
import org.entente.local.LocalConfig;
import org.entente.local.LocalStack;

/** Real servers for tests that need no hub, and one Elasticsearch that tests may kill. */
public final class SearchServers {
    private static final String DATABASE = "quarkus.datasource.jdbc.url";
    private static final String ELASTICSEARCH = "quarkus.elasticsearch.hosts";
    private static final String KEYCLOAK = "quarkus.oidc.auth-server-url";

    private static final String MODELS = "entente.observatory.models.url";

    private static LocalStack stack;

    private SearchServers() {}

    /** Started once a JVM. */
    static synchronized LocalStack shared() {
        if (stack == null) {
            stack = start(Path.of("target", "search-servers"), 0, Set.of(KEYCLOAK, MODELS));
            Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
        }
        return stack;
    }

    static String databaseUrl() {
        return shared().properties().get(DATABASE);
    }

    static String elasticsearchHost() {
        return shared().properties().get(ELASTICSEARCH);
    }

    /** @param port 0 for any free one */
    public static LocalStack elasticsearchAlone(Path state, int port) {
        return start(state, port, Set.of(KEYCLOAK, DATABASE, MODELS));
    }

    public static String elasticsearchHost(LocalStack stack) {
        return stack.properties().get(ELASTICSEARCH);
    }

    private static LocalStack start(Path state, int port, Set<String> given) {
        var config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(LocalConfig.class)
                .withDefaultValue("entente.local.state", state.toString())
                .withDefaultValue("entente.local.postgresql.port", "0")
                .withDefaultValue("entente.local.postgresql.durable", "false")
                .withDefaultValue("entente.local.elasticsearch.port", String.valueOf(port))
                .build()
                .getConfigMapping(LocalConfig.class);
        return LocalStack.start(config, given::contains, line -> {});
    }
}
