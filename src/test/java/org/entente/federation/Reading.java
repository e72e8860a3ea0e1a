package org.entente.federation;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Reads a source as the hub does, with its default configuration save what a test sets. */
record Reading(FederationConfig config) {
    /**
     * @param settings names below {@code entente.federation.} and values, one after the other
     */
    static Reading from(LoopbackServer server, String... settings) {
        var all = new HashMap<>(Map.of("allowed-hosts", server.host(), "backoff", "PT0.01S"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return new Reading(config(all));
    }

    static FederationConfig config(Map<String, String> settings) {
        var properties = new HashMap<String, String>();
        settings.forEach((name, value) -> properties.put("entente.federation." + name, value));
        return new SmallRyeConfigBuilder()
                .withMapping(FederationConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(FederationConfig.class);
    }

    CollectedDrafts rdf(URI address) {
        return read(RdfFormat::new, address);
    }

    CollectedDrafts ckan(URI address) {
        return read(CkanFormat::new, address);
    }

    private CollectedDrafts read(Function<FederationConfig, Format> format, URI address) {
        var sink = new CollectedDrafts();
        try (var fetcher = new Fetcher(config)) {
            format.apply(config).read(address, fetcher.open(), sink);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sink;
    }
}
