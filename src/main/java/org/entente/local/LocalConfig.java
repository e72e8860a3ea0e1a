package org.entente.local;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The servers that the hub starts for itself on one machine. A port of 0 means any free one. Relative paths start at the
 * working directory.
 */
@ConfigMapping(prefix = "entente.local")
public interface LocalConfig {

    /** Whether the hub starts servers of its own at all. */
    @WithDefault("false")
    boolean enabled();

    /** Where the servers keep their data and logs. */
    @WithDefault(".entente")
    Path state();

    /** Where the build assembled the servers. */
    @WithDefault("target/local")
    Path parts();

    /** How long a server may take until it answers. */
    @WithDefault("PT3M")
    Duration startTimeout();

    Postgresql postgresql();

    Elasticsearch elasticsearch();

    Keycloak keycloak();

    Models models();

    Portals portals();

    interface Postgresql {
        @WithDefault("5499")
        @Min(0)
        @Max(65535)
        int port();

        /** Whether a commit waits for the disk; tests that keep nothing need not. */
        @WithDefault("true")
        boolean durable();
    }

    interface Elasticsearch {
        @WithDefault("9299")
        @Min(0)
        @Max(65535)
        int port();

        /** Largest heap, as the JVM's {@code -Xmx} takes it. */
        @WithDefault("400m")
        String heap();
    }

    interface Keycloak {
        @WithDefault("8180")
        @Min(0)
        @Max(65535)
        int port();

        /** Largest heap, as the JVM's {@code -Xmx} takes it. */
        @WithDefault("256m")
        String heap();
    }

    interface Models {
        @WithDefault("8191")
        @Min(0)
        @Max(65535)
        int port();
    }

    interface Portals {
        /** Whether the demo city's partners publish, and the hub is filled from them. */
        @WithDefault("false")
        boolean enabled();

        @WithDefault("8090")
        @Min(0)
        @Max(65535)
        int port();
    }
}
