package org.entente.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReleaseTest {

    @Test
    void the_shipped_release_keeps_its_sources_as_they_are() throws IOException {
        var release = Release.shipped();

        assertThat(release.sources().keySet()).isEqualTo(committedSources());
        for (var source : release.sources().entrySet()) {
            assertThat(OpaCommand.POLICIES.resolve(source.getKey())).hasContent(source.getValue());
        }
    }

    @Test
    void the_release_is_named_by_its_module() throws IOException {
        var release = Release.shipped();

        assertThat(release.sha256()).matches("[0-9a-f]{64}");
        assertThat(OpaCommand.POLICIES.resolve("policy.wasm")).hasDigest("SHA-256", release.sha256());
        assertThat(release.module()).isEqualTo(Files.readAllBytes(OpaCommand.POLICIES.resolve("policy.wasm")));
    }

    @Test
    void what_was_kept_under_another_name_is_no_release() {
        var shipped = Release.shipped();

        assertThat(Release.kept(shipped.sha256(), shipped.module(), shipped.sources())
                        .sha256())
                .isEqualTo(shipped.sha256());
        assertThatThrownBy(() -> Release.kept("0".repeat(64), shipped.module(), shipped.sources()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("0".repeat(64));
    }

    private static Set<String> committedSources() throws IOException {
        try (var files = Files.walk(OpaCommand.POLICIES.resolve("entente"))) {
            return files.map(OpaCommand.POLICIES::relativize)
                    .map(Path::toString)
                    .filter(name -> name.endsWith(".rego") && !name.endsWith("_test.rego"))
                    .collect(Collectors.toSet());
        }
    }
}
