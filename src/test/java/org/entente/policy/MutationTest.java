package org.entente.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The policies' tests notice when any one thing that the policies enforce is taken out. */
class MutationTest {

    @Test
    void every_mutant_of_the_policies_fails_a_test() throws Exception {
        OpaCommand.assumePresent();

        var result = OpaCommand.build(OpaCommand.POLICIES.resolve("mutate"));

        assertThat(result.status()).as(result.output()).isZero();
        assertThat(result.output().lines()).hasSizeGreaterThan(40).allMatch(line -> line.contains("killed by"));
    }
}
