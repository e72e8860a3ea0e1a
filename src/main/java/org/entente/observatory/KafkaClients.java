package org.entente.observatory;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.StreamsConfig;

/** Kafka's clients, each with what its user relies on, whatever else is configured. */
@ApplicationScoped
class KafkaClients {
    private final KafkaConfig config;

    KafkaClients(KafkaConfig config) {
        this.config = config;
    }

    private Map<String, Object> properties(Map<String, Object> own) {
        var properties = new HashMap<String, Object>();
        // so that new partners' topics are soon found
        properties.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, 30_000);
        properties.putAll(config.client());
        properties.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                config.bootstrapServers().orElseThrow());
        properties.putAll(own);
        return properties;
    }

    /** Of all instances together; what one did not commit, another does again as if nothing had been. */
    StreamsConfig streams() {
        return new StreamsConfig(properties(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                config.group() + "-scoring",
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                StreamsConfig.EXACTLY_ONCE_V2)));
    }

    /** Of the replicas' group; it keeps no positions in Kafka, and has none unless it is told. */
    Consumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                properties(Map.of(
                        ConsumerConfig.GROUP_ID_CONFIG,
                        config.group(),
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                        8 * 1024 * 1024,
                        // the bytes are counted as they were compressed
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        50)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
