package org.entente.policy;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;

/** Makes the one engine that the configuration asks for. */
@Dependent
class PolicyEngines {

    /** At the start, so that a hub without usable policies does not come up. */
    @Produces
    @Startup
    @ApplicationScoped
    PolicyEngine configured(PolicyConfig config) {
        var release = Release.shipped();
        return switch (config.engine()) {
            case WASM -> new WasmPolicyEngine(release, Runtime.getRuntime().availableProcessors(), config.timeout());
            case SERVER -> new OpaServerPolicyEngine(release, config.serverUrl(), config.timeout());
        };
    }
}
