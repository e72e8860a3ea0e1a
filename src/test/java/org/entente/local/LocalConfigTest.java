package org.entente.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LocalConfigTest {

    @Test
    void defaults_are_the_documented_ones() {
        var config = new SmallRyeConfigBuilder()
                .withMapping(LocalConfig.class)
                .build()
                .getConfigMapping(LocalConfig.class);
        assertThat(config.enabled()).isFalse();
        assertThat(config.state()).isEqualTo(Path.of(".entente"));
        assertThat(config.parts()).isEqualTo(Path.of("target/local"));
        assertThat(config.startTimeout()).isEqualTo(Duration.ofMinutes(3));
        assertThat(config.postgresql().port()).isEqualTo(5499);
        assertThat(config.postgresql().durable()).isTrue();
        assertThat(config.elasticsearch().port()).isEqualTo(9299);
        assertThat(config.keycloak().port()).isEqualTo(8180);
        assertThat(config.models().port()).isEqualTo(8191);
        assertThat(config.portals().port()).isEqualTo(8090);
    }
}
