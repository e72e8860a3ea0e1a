package org.entente.consent;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What a partner may ask of others at once. */
@ConfigMapping(prefix = "entente.consent")
public interface ConsentConfig {
    /** Requests for access of one partner that nobody has decided yet. */
    @WithDefault("200")
    int openRequests();
}
