package org.entente.access;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses to start in production with what is fine on one machine only; the local, development and test profiles may. */
@ApplicationScoped
class StartUpChecks {
    /** The password of the local database, which this repository tells everyone. */
    private static final String LOCAL_PASSWORD = "entente";

    private static final String KAFKA_PROTOCOL = "entente.kafka.client.\"security.protocol\"";

    private static final List<String> ONE_MACHINE = List.of("local", "dev", "test");

    /** Those in which the broker is known, so that it may ask who its clients are. */
    private static final Set<String> AUTHENTICATED = Set.of("SSL", "SASL_SSL");

    record Finding(String property, String why) {}

    private final Optional<String> identity;
    private final Optional<String> password;
    private final Optional<String> kafka;
    private final Optional<String> kafkaProtocol;

    StartUpChecks(
            @ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<String> identity,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password,
            @ConfigProperty(name = "entente.kafka.bootstrap-servers") Optional<String> kafka,
            @ConfigProperty(name = KAFKA_PROTOCOL) Optional<String> kafkaProtocol) {
        this.identity = identity;
        this.password = password;
        this.kafka = kafka;
        this.kafkaProtocol = kafkaProtocol;
    }

    void check(@Observes StartupEvent boot) {
        if (Collections.disjoint(ConfigUtils.getProfiles(), ONE_MACHINE)) {
            var findings = new ArrayList<>(findings(identity, password));
            findings.addAll(findingsOfKafka(kafka, kafkaProtocol));
            if (!findings.isEmpty()) {
                throw new InsecureConfigurationException(findings);
            }
        }
    }

    static List<Finding> findings(Optional<String> identity, Optional<String> password) {
        var findings = new ArrayList<Finding>();
        if (!identity.orElse("").startsWith("https://")) {
            findings.add(new Finding(
                    "quarkus.oidc.auth-server-url",
                    "tokens must be verified against an identity server reached by https"));
        }
        if (password.filter(LOCAL_PASSWORD::equals).isPresent()) {
            findings.add(new Finding("quarkus.datasource.password", "this is the password of the local database"));
        }
        return findings;
    }

    static List<Finding> findingsOfKafka(Optional<String> servers, Optional<String> protocol) {
        return servers.isEmpty()
                        || protocol.map(name -> name.toUpperCase(Locale.ROOT))
                                .filter(AUTHENTICATED::contains)
                                .isPresent()
                ? List.of()
                : List.of(new Finding(
                        KAFKA_PROTOCOL,
                        "who writes to a topic speaks for a partner, so Kafka must be reached by SSL or SASL_SSL"));
    }

    /** All that is wrong, in one message. */
    static final class InsecureConfigurationException extends RuntimeException {
        InsecureConfigurationException(List<Finding> findings) {
            super("Entente does not start with an insecure configuration (for one machine, use ./entente run):"
                    + findings.stream()
                            .map(finding -> "\n  " + finding.property() + ": " + finding.why())
                            .reduce("", String::concat));
        }
    }
}
