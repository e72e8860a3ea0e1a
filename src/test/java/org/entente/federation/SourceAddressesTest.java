package org.entente.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.entente.kernel.HubException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceAddressesTest {
    private final SourceAddresses addresses =
            new SourceAddresses(Reading.config(Map.of("allowed-hosts", "127.0.0.1:8090,10.0.0.7")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/x",
                "http://127.0.0.1:8091/x",
                "http://2130706433/x",
                "http://0.0.0.0/x",
                "http://10.0.0.8/x",
                "http://192.168.1.1/x",
                "http://169.254.169.254/latest/meta-data",
                "http://[::1]/x",
                "http://[fd00::1]/x",
                "http://[::ffff:127.0.0.1]/x",
                "http://localhost:8080/x",
                "http://LocalHost/x",
                "http://hub.localhost/x"
            })
    void what_leads_into_a_private_network_is_refused(String address) {
        assertThat(refused(address)).isEqualTo("It leads into a private network");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://data.example/x",
                "file:///etc/passwd",
                "data.example",
                "",
                "http://",
                "http:///x",
                "a b",
                "http://127.1/x",
                "http://999.1.1.1/x"
            })
    void what_is_no_web_address_is_refused(String address) {
        assertThat(refused(address)).isEqualTo("An http or https address is expected");
    }

    private String refused(String address) {
        var refusal = catchThrowableOfType(HubException.class, () -> addresses.require(address, "source.address"));
        assertThat(refusal.details()).containsEntry("path", "source.address");
        return refusal.getMessage();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://data.example/catalog",
                "http://93.184.216.34/catalog.ttl",
                "HTTP://data.example:8080/x",
                "http://127.0.0.1:8090/ville/catalog",
                "http://10.0.0.7:81/x"
            })
    void others_and_those_that_are_configured_are_taken(String address) {
        assertThatCode(() -> addresses.require(address, "source.address")).doesNotThrowAnyException();
    }
}
