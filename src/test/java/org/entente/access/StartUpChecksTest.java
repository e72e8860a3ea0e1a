package org.entente.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void a_model_runner_is_named_that_is_at_no_address_of_the_web_wherever_the_hub_runs() {
        for (var wrong : List.of(
                "127.0.0.1:8191",
                "localhost:8191",
                "ftp://127.0.0.1:8191",
                "http:/127.0.0.1",
                "http://",
                "http://runner_1:8191",
                "http://127.0.0.1:65536",
                "http://user@127.0.0.1:8191",
                // what would be asked is not below it
                "http://127.0.0.1:8191/models",
                "http://127.0.0.1:8191?models",
                "http://127.0.0.1:8191#models",
                "no address")) {
            for (boolean isProduction : List.of(true, false)) {
                assertThat(StartUpChecks.findingsOfModels(Optional.of(wrong), isProduction))
                        .as(wrong)
                        .extracting(Finding::property)
                        .containsExactly("entente.observatory.models.url");
            }
        }
        for (boolean isProduction : List.of(true, false)) {
            assertThat(StartUpChecks.findingsOfModels(Optional.empty(), isProduction))
                    .isEmpty();
        }
    }

    @Test
    void the_hub_does_not_start_with_it() {
        var checks = new StartUpChecks(
                HTTPS, OWN_PASSWORD, Optional.empty(), Optional.empty(), Optional.of("localhost:8191"));

        assertThatThrownBy(() -> checks.check(null))
                .hasMessageContaining("does not start")
                .hasMessageContaining("entente.observatory.models.url: a model runner's address is written as");
    }

    @Test
    void a_model_runner_elsewhere_is_reached_by_https_in_production() {
        for (var here : List.of(
                "http://127.0.0.1:8191",
                "http://localhost:8191/",
                "http://[::1]:8191",
                "HTTP://127.1.2.3",
                "https://models.example")) {
            assertThat(StartUpChecks.findingsOfModels(Optional.of(here), true))
                    .as(here)
                    .isEmpty();
        }
        for (var elsewhere : List.of(
                "http://models.example:8191",
                "http://127.0.0.1.models.example",
                "http://[2001:db8::1]:8191",
                "http://10.0.0.7")) {
            assertThat(StartUpChecks.findingsOfModels(Optional.of(elsewhere), true))
                    .as(elsewhere)
                    .extracting(Finding::why)
                    .containsExactly(
                            "partners' models and observations go there, so one that is not on this machine must be reached by https");
            assertThat(StartUpChecks.findingsOfModels(Optional.of(elsewhere), false))
                    .as(elsewhere)
                    .isEmpty();
        }
    }

    @Test
    void the_local_password_is_named_beside_what_else_is_wrong() {
        var findings = StartUpChecks.findings(Optional.of("http://identity.example"), Optional.of("entente"));

        assertThat(findings)
                .extracting(Finding::property)
                .containsExactly("quarkus.oidc.auth-server-url", "quarkus.datasource.password");
        assertThat(new StartUpChecks.WrongConfigurationException(findings))
                .hasMessageContaining("quarkus.datasource.password: this is the password of the local database");
    }
}
