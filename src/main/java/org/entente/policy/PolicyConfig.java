package org.entente.policy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Where the policies are evaluated. */
@ConfigMapping(prefix = "entente.policy")
public interface PolicyConfig {

    /** Inside this process, or by an OPA server that holds the bundle of the same release. */
    @WithDefault("WASM")
    Engine engine();

    /** The OPA server's address; read only where {@link #engine()} is {@code SERVER}. */
    @WithDefault("http://127.0.0.1:8181")
    URI serverUrl();

    /** How long one evaluation may wait, for a free instance or for the server. */
    @WithDefault("PT2S")
    Duration timeout();

    /** The ways to evaluate. */
    enum Engine {
        WASM,
        SERVER
    }
}
