package org.entente.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.entente.access.StartUpChecks.Finding;
import org.junit.jupiter.api.Test;

class StartUpChecksTest {
    private static final Optional<String> HTTPS = Optional.of("https://identity.example/realms/city");
    private static final Optional<String> OWN_PASSWORD = Optional.of("9f1c-not-the-local-one");

    @Test
    void a_secure_configuration_has_no_findings() {
        assertThat(StartUpChecks.findings(HTTPS, OWN_PASSWORD)).isEmpty();
        assertThat(StartUpChecks.findings(HTTPS, Optional.empty())).isEmpty();
    }

    @Test
    void identity_by_plain_http_or_not_at_all_is_named() {
        assertThat(StartUpChecks.findings(Optional.of("http://identity.example/realms/city"), OWN_PASSWORD))
                .extracting(Finding::property)
                .containsExactly("quarkus.oidc.auth-server-url");
        assertThat(StartUpChecks.findings(Optional.empty(), OWN_PASSWORD))
                .extracting(Finding::property)
                .containsExactly("quarkus.oidc.auth-server-url");
    }

    @Test
    void kafka_that_does_not_ask_who_writes_is_named_where_there_is_one() {
        var broker = Optional.of("broker-1:9092");
        for (var open : List.of(Optional.<String>empty(), Optional.of("PLAINTEXT"), Optional.of("SASL_PLAINTEXT"))) {
            assertThat(StartUpChecks.findingsOfKafka(broker, open))
                    .extracting(Finding::property)
                    .containsExactly("entente.kafka.client.\"security.protocol\"");
            assertThat(StartUpChecks.findingsOfKafka(Optional.empty(), open)).isEmpty();
        }
        assertThat(StartUpChecks.findingsOfKafka(broker, Optional.of("SSL"))).isEmpty();
        assertThat(StartUpChecks.findingsOfKafka(broker, Optional.of("SASL_SSL")))
                .isEmpty();
    }

    @Test
    void the_local_password_is_named_beside_what_else_is_wrong() {
        var findings = StartUpChecks.findings(Optional.of("http://identity.example"), Optional.of("entente"));

        assertThat(findings)
                .extracting(Finding::property)
                .containsExactly("quarkus.oidc.auth-server-url", "quarkus.datasource.password");
        assertThat(new StartUpChecks.InsecureConfigurationException(findings))
                .hasMessageContaining("quarkus.datasource.password: this is the password of the local database");
    }
}
