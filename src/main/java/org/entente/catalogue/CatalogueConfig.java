package org.entente.catalogue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The catalogue as a whole, as other catalogues are told of it. */
@ConfigMapping(prefix = "entente.catalogue")
public interface CatalogueConfig {
    /** Whoever runs this hub. */
    @WithDefault("Entente")
    String publisher();
}
