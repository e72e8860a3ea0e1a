package org.entente.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegoTest {

    @BeforeEach
    void needsOpa() {
        OpaCommand.assumePresent();
    }

    @Test
    void the_policies_fit_the_input_schemas() throws Exception {
        assertSilentSuccess(OpaCommand.run("check", "--strict", "--schema", "schemas", "."));
    }

    @Test
    void the_policies_are_formatted() throws Exception {
        assertSilentSuccess(OpaCommand.run("fmt", "--list", "--fail", "entente"));
    }

    @Test
    void the_policies_tests_pass_and_cover_every_line() throws Exception {
        var result = OpaCommand.run("test", "--coverage", "--format", "json", "entente");

        assertThat(result.status()).as(result.output()).isZero();
        var coverage = PolicyJson.MAPPER.readTree(result.output()).path("coverage");
        assertThat(coverage.asDouble()).as(result.output()).isEqualTo(100.0);
    }

    @Test
    void the_committed_module_is_made_of_the_policies_beside_it(@TempDir Path folder) throws Exception {
        var copy = ChangedRelease.copyPolicies(folder.resolve("policies"));

        var result = OpaCommand.build(copy.resolve("build"));

        assertThat(result.status()).as(result.output()).isZero();
        assertThat(copy.resolve("release.sha256"))
                .as("run policies/build and commit what it writes")
                .hasSameTextualContentAs(OpaCommand.POLICIES.resolve("release.sha256"));
        assertThat(copy.resolve("policy.wasm")).hasSameBinaryContentAs(OpaCommand.POLICIES.resolve("policy.wasm"));
    }

    private static void assertSilentSuccess(OpaCommand.Result result) {
        assertThat(result.output()).isEmpty();
        assertThat(result.status()).isZero();
    }
}
