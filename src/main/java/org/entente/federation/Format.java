package org.entente.federation;

import java.net.URI;

/** A way in which partners publish their catalogue. */
public interface Format {
    /**
     * Reads the whole catalogue at an address. What reached the sink is complete only if this returns.
     *
     * @throws HarvestException when the source cannot be read to its end
     */
    void read(URI address, FetchSession session, DraftSink sink);
}
