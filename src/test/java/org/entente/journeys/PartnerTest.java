package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.entente.kernel.ErrorCode;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the law allows a partner is changed by who read what it was. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class PartnerTest {
    private static final String REGISTER = """
            mutation ($name: String!, $version: Int) { registerPartner(
                partner: {id: "harbour", nameFr: $name, nameEn: $name, competentAuthority: false}, expectedVersion: $version) { name } }
            """;

    @Inject
    City city;

    @BeforeEach
    void the_city_is_there() throws Exception {
        city.await();
    }

    @AfterEach
    void it_is_gone() throws Exception {
        city.execute("delete from partner_version where partner = 'harbour'; delete from partner where id = 'harbour';"
                + " update governance_epoch set epoch = epoch + 1");
    }

    private static Reply register(String name, int version) {
        return Hub.as("operator").ask(REGISTER, "name", name, "version", version);
    }

    @Test
    void one_that_is_there_is_changed_by_its_version_alone() {
        register("Port", 0).data();
        register("Port", 0).data();

        assertThat(register("Harbour", 0)
                        .refused(ErrorCode.CONFLICT)
                        .at("/extensions/currentVersion")
                        .asInt())
                .isEqualTo(1);
        assertThat(register("Harbour", 1).data("/registerPartner/name").asText())
                .isEqualTo("Harbour");
        register("Port", 1).refused(ErrorCode.CONFLICT);
    }
}
