package org.entente.federation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What reading a partner's source may cost. */
@ConfigMapping(prefix = "entente.federation")
public interface FederationConfig {
    /** Bytes of one answer, both as sent and unpacked. */
    @WithDefault("134217728")
    long maxBytes();

    /** Bytes of one JSON-LD answer: reading it takes about fourteen times as much memory, since it cannot be streamed. */
    @WithDefault("8388608")
    long maxJsonLdBytes();

    /** RDF statements kept of all pages of one source; half a million take about 100 MB of memory. */
    @WithDefault("2000000")
    int maxStatements();

    /** One answer with its redirects, from the first name look-up to the last byte. */
    @WithDefault("PT1M")
    Duration timeout();

    /** All pages of a source with all their attempts. */
    @WithDefault("PT30M")
    Duration runTimeout();

    @WithDefault("5")
    int maxRedirects();

    @WithDefault("1000")
    int maxPages();

    /** Rows asked of a CKAN portal at a time. */
    @WithDefault("100")
    int pageSize();

    /** Further attempts after an answer 5xx or 429, a broken connection or a time-out. */
    @WithDefault("2")
    int retries();

    /** Pause before the first further attempt; doubles with each. */
    @WithDefault("PT0.5S")
    Duration backoff();

    /**
     * Where answers lie while they are read, this replica's own: what is left of them there is deleted at start. By default the
     * system's temporary directory, which nobody empties.
     */
    Optional<Path> workDirectory();

    /** Hosts ({@code name} or, better, {@code name:port}) that may lie in a private network. */
    Optional<Set<String>> allowedHosts();
}
