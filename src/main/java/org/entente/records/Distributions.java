package org.entente.records;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Fetches the files that partners publish; {@code federation} alone talks to the network. */
public interface Distributions {
    /**
     * Into a temporary file, which whoever calls deletes.
     *
     * @throws org.entente.kernel.HubException HARVEST_FAILED with the reason when it cannot be had within the bounds
     */
    Path fetch(URI address) throws IOException;
}
