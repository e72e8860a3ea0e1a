package org.entente.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.entente.federation.HarvestException.MalformedDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class RealDcatCataloguesTest {
    /** Links to a distribution beyond the first, where several datasets share one; the counts know distributions only. */
    static final Map<String, Integer> FURTHER_LINKS = Map.of("no-geonorge-2017.rdf.xml", 61);

    private final LoopbackServer server = new LoopbackServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> everyCatalogueGivesItsDatasetsAndDistributions() throws IOException {
        return SharedData.files("catalogues/dcat-rdf", ".rdf", ".xml", ".ttl", ".jsonld").stream()
                .map(file -> dynamicTest(file.getFileName().toString(), () -> {
                    var found = read(file);
                    var counts = SharedData.counts(file);
                    assertThat(found.rejected).isEmpty();
                    assertThat(found.drafts).hasSize(counts.path("datasets").intValue());
                    assertThat(found.distributions())
                            .isEqualTo(counts.path("distributionsLinked").longValue()
                                    + FURTHER_LINKS.getOrDefault(
                                            file.getFileName().toString(), 0));
                    assertThat(read(file).fingerprints()).isEqualTo(found.fingerprints());
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyExampleOfTheStandardIsReadOrRefusedWithAReason() throws IOException {
        return SharedData.files("catalogues/semic-examples", ".rdf", ".ttl", "e.jsonld").stream()
                .map(file -> dynamicTest(file.getFileName().toString(), () -> {
                    var counts = SharedData.counts(file);
                    if (file.toString().contains("/3.0.1/") && isRefused(file)) {
                        assertThatThrownBy(() -> read(file)).isInstanceOf(MalformedDocument.class);
                    } else if (counts.has("datasets")) {
                        assertThat(read(file).found())
                                .isEqualTo(counts.path("datasets").intValue());
                    }
                }));
    }

    /** A remote context, or a slash in a prefixed name. */
    private static boolean isRefused(Path file) throws IOException {
        return file.toString().endsWith(".jsonld")
                || SharedData.counts(file).path("malformed").asText().startsWith("slash");
    }

    private CollectedDrafts read(Path file) throws IOException {
        var path = "/" + server.requests.get() + "/" + file.getFileName();
        server.on(path, "", Files.readAllBytes(file));
        return Reading.from(server).rdf(server.address(path));
    }
}
