package org.entente.local;

import java.io.IOException;
import java.util.Map;

/** One server of the stack. */
sealed interface LocalServer permits PostgresqlServer, ElasticsearchServer, KeycloakServer, ModelRunnerServer {

    Part part();

    /** The port that was asked for, or the free one that was chosen. */
    int port();

    /** Makes ready what the server needs on disk, and says how to run it. */
    ChildProcess.Command prepare() throws IOException, InterruptedException;

    /** Whether it answers now as it must before the hub may use it. */
    boolean answers();

    /** Whether it is started again when it ends by itself. */
    default boolean isStartedAgain() {
        return false;
    }

    /** What the hub must be told in order to use it. */
    Map<String, String> properties();
}
