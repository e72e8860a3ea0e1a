package org.entente.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyConfigTest {

    @Test
    void the_defaults_are_the_documented_ones() {
        var config = config(Map.of());

        assertThat(config.engine()).isEqualTo(PolicyConfig.Engine.WASM);
        assertThat(config.serverUrl()).isEqualTo(URI.create("http://127.0.0.1:8181"));
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void every_property_can_be_set() {
        var config = config(Map.of(
                "entente.policy.engine", "server",
                "entente.policy.server-url", "https://opa.example:8443",
                "entente.policy.timeout", "PT0.5S"));

        assertThat(config.engine()).isEqualTo(PolicyConfig.Engine.SERVER);
        assertThat(config.serverUrl()).isEqualTo(URI.create("https://opa.example:8443"));
        assertThat(config.timeout()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void an_engine_that_does_not_exist_is_refused() {
        assertThatThrownBy(() -> config(Map.of("entente.policy.engine", "none")))
                .hasMessageContaining("engine");
    }

    private static PolicyConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(PolicyConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(PolicyConfig.class);
    }
}
