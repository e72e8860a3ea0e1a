package org.entente.observatory;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;

/** Observations that come by Kafka, beside those of the mutation. */
@ConfigMapping(prefix = "entente.kafka")
public interface KafkaConfig {
    /** Such as {@code broker-1:9092,broker-2:9092}; where it is not said, the hub knows of no Kafka. */
    Optional<String> bootstrapServers();

    /** What the partners' topics begin with: that of the partner ville is {@code observations.ville}. */
    @WithDefault("observations")
    String topic();

    /** The consumer group that all replicas form. */
    @WithDefault("entente")
    String group();

    /**
     * Whether series that come by Kafka are scored by a Kafka Streams topology, in the replicas together, instead of by whoever holds their
     * row: from their first observation on, and for good. The same on all replicas.
     */
    @WithDefault("false")
    boolean scoring();

    /** Further properties of Kafka's own clients, such as {@code security.protocol}. */
    Map<String, String> client();
}
