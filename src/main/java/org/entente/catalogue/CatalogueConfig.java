package org.entente.catalogue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** The catalogue as a whole, as other catalogues are told of it. */
@ConfigMapping(prefix = "entente.catalogue")
public interface CatalogueConfig {
    /** Whoever runs this hub. */
    @WithDefault("Entente")
    String publisher();

    /** The hub's own address as others read it, on which the catalogue's identifiers stand; as each reader wrote it where none is given. */
    Optional<URI> address();

    /** Pages that are made at once, of one caller and in all. */
    @WithDefault("4")
    int pagesPerCaller();

    @WithDefault("16")
    int pages();
}
