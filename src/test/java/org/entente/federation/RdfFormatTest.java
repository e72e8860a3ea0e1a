package org.entente.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.entente.catalogue.DatasetDraft;
import org.entente.catalogue.Distribution;
import org.entente.federation.CollectedDrafts.Rejected;
import org.entente.policy.AccessLevel;
import org.entente.policy.Regime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RdfFormatTest {
    private static final String ID = "http://ville.example/id/";

    private final LoopbackServer server = new LoopbackServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aCompleteDatasetIsReadCompletely() {
        var draft = read("awkward.ttl").keyed(ID + "complete");
        assertThat(draft)
                .isEqualTo(new DatasetDraft(
                        ID + "complete",
                        Map.of("fr", "Comptages vélo", "en", "Bicycle counts", "und", "Ohne Sprache"),
                        Map.of("fr", "Passages par heure."),
                        List.of("comptage", "vélo"),
                        new TreeSet<>(Set.of("ENVI", "TRAN")),
                        "Ville de Démonstration",
                        "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0",
                        AccessLevel.DISCOVERABLE,
                        Regime.GDPR,
                        "http://ville.example/velo",
                        "HOURLY",
                        Instant.parse("2024-03-01T00:00:00Z"),
                        Instant.parse("2025-06-30T10:00:00Z"),
                        List.of(
                                new Distribution(
                                        "Fichier",
                                        "http://ville.example/velo",
                                        "http://ville.example/velo.csv",
                                        "CSV",
                                        "text/csv",
                                        20480L),
                                new Distribution(null, "http://ville.example/velo/geo", null, "GEOJSON", null, null))));
    }

    @Test
    void whatMakesNoSenseIsLeftOut() {
        var draft = read("awkward.ttl").keyed(ID + "sloppy");
        assertThat(draft.titles()).isEqualTo(Map.of("fr", "Arbres"));
        assertThat(draft.licence()).isEqualTo("Licence Ouverte 2.0");
        assertThat(draft.accessLevel()).isEqualTo(AccessLevel.HIDDEN);
        assertThat(draft.regime()).isNull();
        assertThat(draft.frequency()).isEqualTo("quand on peut");
        assertThat(draft.issued()).isNull();
        assertThat(draft.modified()).isNull();
        assertThat(draft.landingPage()).isNull();
        assertThat(draft.distributions())
                .containsExactlyInAnyOrder(
                        new Distribution(null, ID + "missing", null, null, null, null),
                        new Distribution(
                                null,
                                "http://ville.example/a%20b/arbres.geojson?v=1",
                                "http://ville.example/a%20b/arbres.geojson?v=1",
                                "GEOJSON",
                                null,
                                null));
    }

    @Test
    void theStricterLawGoverns() {
        var draft = read("awkward.ttl").keyed(ID + "police");
        assertThat(draft.regime()).isEqualTo(Regime.LED);
        assertThat(draft.accessLevel()).isEqualTo(AccessLevel.HIDDEN);
    }

    @Test
    void aDatasetThatCannotBeUsedIsRejectedAlone() {
        var found = read("awkward.ttl");
        assertThat(found.drafts).hasSize(4);
        assertThat(found.rejected)
                .extracting(Rejected::key, Rejected::reason)
                .containsExactlyInAnyOrder(
                        tuple(ID + "untitled", "It has no title."),
                        tuple(ID + "secret", "Its access right is not understood: ask the caretaker"));
        assertThat(found.rejected).allSatisfy(item -> assertThat(item.rawText()).contains("dcat#Dataset"));
    }

    @Test
    void aNamelessDatasetIsKnownByWhatItSaysInEverySyntax() {
        var fromTurtle = unnamed(read("awkward.ttl"));
        assertThat(unnamed(read("blank.rdf"))).isEqualTo(fromTurtle);
        assertThat(unnamed(read("blank.jsonld"))).isEqualTo(fromTurtle);
        assertThat(fromTurtle.key()).matches("[0-9a-f]{64}");
    }

    @ParameterizedTest
    @CsvSource({"blank.rdf, 'Tom & \"René\"', fr", "blank.jsonld, Tom, und"})
    void aBadIriIsEncodedAndLosesNothing(String file, String title, String language) {
        var draft = read(file).keyed(ID + "a%20b%7Cc");
        assertThat(draft.titles()).isEqualTo(Map.of(language, title));
        assertThat(draft.distributions())
                .extracting(Distribution::accessUrl)
                .containsExactly("http://ville.example/%3Cx%3E");
    }

    @ParameterizedTest
    @CsvSource({
        "application/rdf+xml; charset=utf-8, /x, blank.rdf",
        "text/xml, /x, blank.rdf",
        "text/plain, /c.rdf, blank.rdf",
        "application/json, /x, blank.jsonld",
        "'', /c.jsonld, blank.jsonld",
        "'', /x, blank.jsonld",
        "text/turtle, /c.rdf, awkward.ttl",
        "text/plain, /x, awkward.ttl"
    })
    void theSyntaxIsFoundByTypeNameOrContent(String type, String path, String file) {
        server.on(path, type, bytes(file));
        assertThat(Reading.from(server).rdf(server.address(path)).drafts).isNotEmpty();
    }

    @Test
    void manyAmpersandsAreNoBomb() {
        server.on("/c.rdf", "", rdfXml("", "<dct:title>" + "R&amp;D ".repeat(60_000) + "</dct:title>"));
        assertThat(Reading.from(server).rdf(server.address("/c.rdf")).drafts).hasSize(1);
    }

    @Test
    void internalEntitiesAreResolved() {
        server.on(
                "/c.rdf",
                "",
                rdfXml("<!DOCTYPE rdf:RDF [<!ENTITY city 'Lyon PUBLIC SYSTEM'>]>", "<dct:title>&city;</dct:title>"));
        var draft = Reading.from(server).rdf(server.address("/c.rdf")).drafts.getFirst();
        assertThat(draft.titles()).containsValue("Lyon PUBLIC SYSTEM");
    }

    @Test
    void pagesAreFollowedAndJoined() {
        var paging = "@prefix hydra: <http://www.w3.org/ns/hydra/core#> . <> hydra:%s <%s> . ";
        server.on(
                        "/p1.ttl",
                        "",
                        paging.formatted("next", "p2.ttl") + dataset(1) + "<urn:1> " + DISTRIBUTION + " <urn:x> .")
                .on("/p2.ttl", "", paging.formatted("nextPage", server.address("/p3.ttl")) + dataset(2))
                .on("/p3.ttl", "", dataset(3) + "<urn:x> <http://www.w3.org/ns/dcat#accessURL> <http://x.example/f> .");
        var found = Reading.from(server).rdf(server.address("/p1.ttl"));
        assertThat(found.drafts).hasSize(3);
        assertThat(found.keyed("urn:1").distributions())
                .extracting(Distribution::accessUrl)
                .containsExactly("http://x.example/f");
    }

    @Test
    void anUnchangedSourceHasUnchangedFingerprints() {
        assertThat(read("awkward.ttl").fingerprints())
                .isEqualTo(read("awkward.ttl").fingerprints());
    }

    private static final String DISTRIBUTION = "<http://www.w3.org/ns/dcat#distribution>";

    private static String dataset(int number) {
        return "<urn:%d> a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/title> 'Set %<d' . "
                .formatted(number);
    }

    private static String rdfXml(String documentType, String content) {
        return documentType
                + "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
                + " xmlns:dcat='http://www.w3.org/ns/dcat#' xmlns:dct='http://purl.org/dc/terms/'>"
                + "<dcat:Dataset rdf:about='urn:d'>" + content + "</dcat:Dataset></rdf:RDF>";
    }

    private static DatasetDraft unnamed(CollectedDrafts found) {
        return found.drafts.stream()
                .filter(draft -> draft.titles().containsValue("Sans nom"))
                .findFirst()
                .orElseThrow();
    }

    private CollectedDrafts read(String file) {
        var path = "/" + server.requests.get() + "/" + file;
        server.on(path, "", bytes(file));
        return Reading.from(server).rdf(server.address(path));
    }

    private static byte[] bytes(String file) {
        try (InputStream in = RdfFormatTest.class.getResourceAsStream("/federation/" + file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
