package org.entente.records;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What downloads, subscriptions and cubes may cost this replica. */
@ConfigMapping(prefix = "entente.records")
public interface RecordsConfig {
    /** At once; each holds a few MB. */
    @WithDefault("32")
    int downloads();

    /** At once, of one account; of citizens, from one address. */
    @WithDefault("10")
    int downloadsPerCaller();

    /** A reader who takes nothing for so long has gone. */
    @WithDefault("PT1M")
    Duration slowestReader();

    /** Subscriptions to changes at once. */
    @WithDefault("5000")
    int subscriptions();

    /** Of one account; of citizens, of all of them together. */
    @WithDefault("1000")
    int subscriptionsPerCaller();

    /** Records that wait for one subscriber who reads more slowly than they come. */
    @WithDefault("1000")
    int waitingRecords();

    /** How often cubes are looked at whose records have moved on. */
    @WithDefault("PT1M")
    Duration cubeUpkeep();

    /** Where files are made that cannot be made while they are sent; by default the system's temporary directory. */
    Optional<Path> workDirectory();
}
