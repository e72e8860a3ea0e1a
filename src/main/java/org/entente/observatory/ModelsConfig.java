package org.entente.observatory;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** Partners' own models. */
@ConfigMapping(prefix = "entente.observatory.models")
public interface ModelsConfig {
    /** Where the model runner is, such as {@code http://127.0.0.1:8191}; where it is not said, partners' models are not taken. */
    Optional<URI> url();
}
