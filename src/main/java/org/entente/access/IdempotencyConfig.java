package org.entente.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a repeated mutation is known as one. */
@ConfigMapping(prefix = "entente.idempotency")
public interface IdempotencyConfig {
    /** A key that was used longer ago makes something new. */
    @WithDefault("P30D")
    Duration kept();
}
