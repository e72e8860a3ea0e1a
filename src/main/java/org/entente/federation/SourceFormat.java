package org.entente.federation;

/** How a source publishes: RDF in any of its syntaxes, told apart by what arrives, or the CKAN action API. */
public enum SourceFormat {
    RDF,
    CKAN
}
