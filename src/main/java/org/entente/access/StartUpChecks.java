package org.entente.access;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses to start with what cannot be used, and in production with what is fine on one machine only; the local, development and test
 * profiles may.
 */
@ApplicationScoped
class StartUpChecks {
    /** The password of the local database, which this repository tells everyone. */
    private static final String LOCAL_PASSWORD = "entente";

    private static final String KAFKA_PROTOCOL = "entente.kafka.client.\"security.protocol\"";

    private static final String MODELS = "entente.observatory.models.url";

    /** Numbers and the name that never leaves a machine; no other name is looked up. */
    private static final Pattern THIS_MACHINE =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]", Pattern.CASE_INSENSITIVE);

    private static final String HTTPS = "https";
    private static final int GREATEST_PORT = 65_535;

    private static final List<String> ONE_MACHINE = List.of("local", "dev", "test");

    /** Those in which the broker is known, so that it may ask who its clients are. */
    private static final Set<String> AUTHENTICATED = Set.of("SSL", "SASL_SSL");

    record Finding(String property, String why) {}

    private final Optional<String> identity;
    private final Optional<String> password;
    private final Optional<String> kafka;
    private final Optional<String> kafkaProtocol;
    private final Optional<String> models;

    StartUpChecks(
            @ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<String> identity,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password,
            @ConfigProperty(name = "entente.kafka.bootstrap-servers") Optional<String> kafka,
            @ConfigProperty(name = KAFKA_PROTOCOL) Optional<String> kafkaProtocol,
            @ConfigProperty(name = MODELS) Optional<String> models) {
        this.identity = identity;
        this.password = password;
        this.kafka = kafka;
        this.kafkaProtocol = kafkaProtocol;
        this.models = models;
    }

    void check(@Observes StartupEvent boot) {
        boolean isProduction = Collections.disjoint(ConfigUtils.getProfiles(), ONE_MACHINE);
        var findings = new ArrayList<>(findingsOfModels(models, isProduction));
        if (isProduction) {
            findings.addAll(findings(identity, password));
            findings.addAll(findingsOfKafka(kafka, kafkaProtocol));
        }
        if (!findings.isEmpty()) {
            throw new WrongConfigurationException(findings);
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

    static List<Finding> findingsOfModels(Optional<String> url, boolean isProduction) {
        if (url.isEmpty()) {
            return List.of();
        }
        var address = address(url.get());
        if (address.isEmpty()) {
            return List.of(new Finding(
                    MODELS, "a model runner's address is written as http://127.0.0.1:8191 is, without a path"));
        }
        return !isProduction || isSafelyReached(address.get())
                ? List.of()
                : List.of(
                        new Finding(
                                MODELS,
                                "partners' models and observations go there, so one that is not on this machine must be reached by https"));
    }

    private static Optional<URI> address(String url) {
        try {
            var address = new URI(url);
            return isOfTheWeb(address) && isBare(address) ? Optional.of(address) : Optional.empty();
        } catch (URISyntaxException none) {
            return Optional.empty();
        }
    }

    private static boolean isOfTheWeb(URI address) {
        return ("http".equalsIgnoreCase(address.getScheme()) || HTTPS.equalsIgnoreCase(address.getScheme()))
                && address.getHost() != null
                && address.getPort() <= GREATEST_PORT;
    }

    /** Nothing in it that the hub would leave out when it asks. */
    private static boolean isBare(URI address) {
        return address.getRawUserInfo() == null
                && Set.of("", "/").contains(address.getRawPath())
                && address.getRawQuery() == null
                && address.getRawFragment() == null;
    }

    private static boolean isSafelyReached(URI address) {
        return HTTPS.equalsIgnoreCase(address.getScheme())
                || THIS_MACHINE.matcher(address.getHost()).matches();
    }

    /** All that is wrong, in one message. */
    static final class WrongConfigurationException extends RuntimeException {
        WrongConfigurationException(List<Finding> findings) {
            super("Entente does not start as it is configured (for one machine, use ./entente run):"
                    + findings.stream()
                            .map(finding -> "\n  " + finding.property() + ": " + finding.why())
                            .reduce("", String::concat));
        }
    }
}
