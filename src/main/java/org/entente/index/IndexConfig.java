package org.entente.index;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The projection to Elasticsearch. */
@ConfigMapping(prefix = "entente.index")
public interface IndexConfig {
    /** Copies of each index beyond the first; a cluster of one node can hold none. */
    @WithDefault("0")
    int replicas();

    /** Outbox rows in one bulk request. */
    @WithDefault("500")
    int batch();

    /** How often the outbox is looked at when no transaction of this replica says that there is something. */
    @WithDefault("PT1S")
    Duration poll();

    /** The longest pause between two attempts while Elasticsearch is down; the first is a quarter of a second. */
    @WithDefault("PT5S")
    Duration longestPause();

    /** How long a search waits for a change of visibility to arrive before it gives up. */
    @WithDefault("PT0.5S")
    Duration freshnessWait();

    /** How long delivered outbox rows are kept. */
    @WithDefault("PT1H")
    Duration retention();
}
