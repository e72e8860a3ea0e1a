package org.entente.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.entente.federation.HarvestException.TruncatedPage;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RealCkanCataloguesTest {
    @TestFactory
    Stream<DynamicTest> everyPortalGivesItsDatasetsAndDistributions() throws IOException {
        return SharedData.files("catalogues/ckan", ".json", ".gz").stream()
                .map(file -> dynamicTest(file.getFileName().toString(), () -> {
                    var counts = SharedData.counts(file);
                    try (var server = new LoopbackServer().on(CkanPortal.SEARCH, new CkanPortal(packages(file)))) {
                        var found = Reading.from(server).ckan(server.address("/"));
                        assertThat(found.rejected).isEmpty();
                        assertThat(found.drafts).hasSize(counts.path("datasets").intValue());
                        assertThat(found.distributions())
                                .isEqualTo(counts.path("distributions").longValue());
                    }
                }));
    }

    @Test
    void aPageThatDeclaresMoreThanItHoldsIsTruncated() throws IOException {
        var file = SharedData.files("catalogues/ckan", "zurich-package_search.json")
                .getFirst();
        try (var server = new LoopbackServer().on(CkanPortal.SEARCH, "application/json", Files.readAllBytes(file))) {
            assertThatThrownBy(() -> Reading.from(server).ckan(server.address("")))
                    .isInstanceOf(TruncatedPage.class)
                    .hasMessage("The source said it has 102 datasets but sent only 3.");
        }
    }

    @Test
    void aSinglePackageIsACatalogueOfOne() throws IOException {
        var file = SharedData.files("catalogues/ckan", "unesco_dataset.json").getFirst();
        try (var server = new LoopbackServer().on("/api/3/action/package_show", "", Files.readAllBytes(file))) {
            var found = Reading.from(server).ckan(server.address("/api/3/action/package_show?id=x"));
            assertThat(found.drafts).hasSize(1);
        }
    }

    static List<String> packages(Path file) throws IOException {
        if (file.toString().endsWith(".gz")) {
            try (var lines = new BufferedReader(
                    new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
                return lines.lines().toList();
            }
        }
        var page = new ObjectMapper().readTree(file.toFile());
        var result = page.has("result") ? page.path("result") : page;
        return result.has("results")
                ? StreamSupport.stream(result.path("results").spliterator(), false)
                        .map(JsonNode::toString)
                        .toList()
                : List.of(result.toString());
    }
}
