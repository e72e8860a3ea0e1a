package org.entente.access;

import static org.assertj.core.api.Assertions.assertThat;

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
    void the_local_password_is_named_beside_what_else_is_wrong() {
        var findings = StartUpChecks.findings(Optional.of("http://identity.example"), Optional.of("entente"));

        assertThat(findings)
                .extracting(Finding::property)
                .containsExactly("quarkus.oidc.auth-server-url", "quarkus.datasource.password");
        assertThat(new StartUpChecks.InsecureConfigurationException(findings))
                .hasMessageContaining("quarkus.datasource.password: this is the password of the local database");
    }
}
