package org.entente.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.entente.catalogue.DatasetDraft;
import org.entente.catalogue.Distribution;
import org.entente.federation.CollectedDrafts.Rejected;
import org.entente.federation.HarvestException.MalformedDocument;
import org.entente.federation.HarvestException.SourceTooLarge;
import org.entente.federation.HarvestException.SourceUnreachable;
import org.entente.federation.HarvestException.TruncatedPage;
import org.entente.policy.AccessLevel;
import org.entente.policy.Regime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CkanFormatTest {
    private static final String COMPLETE = """
            {"id": "a1", "name": "velo", "title": "Comptages vélo", "notes": "Passages.\\u0000",
             "license_url": "http://licence.example/lo ", "license_title": "Licence Ouverte", "url": "",
             "organization": {"name": "ville", "title": "Ville de Démonstration"}, "private": false,
             "metadata_created": "2024-03-01T08:00:00.123456", "metadata_modified": "2025-06-30T12:00:00",
             "groups": [{"name": "mobilite", "title": "Mobilité"}], "tags": [{"name": "vélo"}, {"name": "Santé"}],
             "extras": [{"key": "access_rights", "value": "http://publications.europa.eu/resource/authority/access-right/RESTRICTED"},
                        {"key": "applicable_legislation", "value": "[\\"http://data.europa.eu/eli/reg/2016/679/oj\\"]"},
                        {"key": "theme", "value": "[\\"http://publications.europa.eu/resource/authority/data-theme/ENVI\\", \\"x\\"]"},
                        {"key": "frequency", "value": "R/P1D"}],
             "resources": [{"name": "Fichier", "url": "http://ville.example/velo.csv", "format": "csv", "url_type": "upload",
                            "mimetype": "text/csv", "size": 12},
                           {"name": "", "url": "javascript:alert(1)", "format": "", "size": null}]}
            """;

    private final LoopbackServer server = new LoopbackServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aCompletePackageIsReadCompletely() {
        var draft = read(COMPLETE).drafts.getFirst();
        assertThat(draft)
                .isEqualTo(new DatasetDraft(
                        "a1",
                        Map.of("und", "Comptages vélo"),
                        Map.of("und", "Passages."),
                        List.of("Santé", "vélo"),
                        new TreeSet<>(List.of("ENVI", "HEAL", "TRAN")),
                        "Ville de Démonstration",
                        "http://licence.example/lo",
                        AccessLevel.DISCOVERABLE,
                        Regime.GDPR,
                        server.address("/dataset/velo").toString(),
                        "R/P1D",
                        Instant.parse("2024-03-01T08:00:00.123456Z"),
                        Instant.parse("2025-06-30T12:00:00Z"),
                        List.of(
                                new Distribution(
                                        "Fichier",
                                        "http://ville.example/velo.csv",
                                        "http://ville.example/velo.csv",
                                        "CSV",
                                        "text/csv",
                                        12L),
                                new Distribution(null, null, null, null, null, null))));
    }

    @ParameterizedTest
    @CsvSource({"true, PUBLIC, HIDDEN", "false, PUBLIC, OPEN", "false, non-public, HIDDEN", "false, '', "})
    void accessIsAsPrivateAndTheRightsSay(boolean isPrivate, String rights, AccessLevel level) {
        var row = "{\"id\": \"a\", \"title\": \"A\", \"private\": %s, \"access_rights\": \"%s\"}";
        assertThat(read(row.formatted(isPrivate, rights)).drafts)
                .extracting(DatasetDraft::accessLevel)
                .containsExactly(level);
    }

    @Test
    void languagesAreKeptWhereAPortalHasThem() {
        var draft =
                read("{\"id\": \"a\", \"title\": \"Arbres\", \"title_translated\": {\"fr\": \"Arbres\", \"en\": \"Trees\"},"
                                + "\"notes\": {\"de\": \"Bäume\", \"it\": \"\"}}")
                        .drafts
                        .getFirst();
        assertThat(draft.titles()).isEqualTo(Map.of("fr", "Arbres", "en", "Trees"));
        assertThat(draft.descriptions()).isEqualTo(Map.of("de", "Bäume"));
    }

    @Test
    void aPackageThatCannotBeUsedIsRejectedAlone() {
        var found = read(
                COMPLETE,
                "{\"id\": \"a2\", \"title\": \" \"}",
                "{\"title\": \"No id\"}",
                "\"just text\"",
                "{\"id\": \"a5\", \"title\": \"A\", \"access_rights\": \"ask\"}");
        assertThat(found.drafts).hasSize(1);
        assertThat(found.rejected).extracting(Rejected::key).containsExactly("a2", "row 3", "row 4", "a5");
        assertThat(found.rejected.getFirst())
                .isEqualTo(new Rejected("a2", null, "It has no title.", "{\"id\":\"a2\",\"title\":\" \"}"));
    }

    @ParameterizedTest
    @CsvSource({"PUBLIC, OPEN", "NON_PUBLIC, HIDDEN", "ask, DISCOVERABLE", "'', "})
    void aPackageThatIsRejectedMayStayNoMoreOpenThanItSays(String rights, AccessLevel level) {
        var row = "{\"id\": \"a\", \"access_rights\": \"%s\"}";
        assertThat(read(row.formatted(rights)).rejected)
                .extracting(Rejected::atMost)
                .containsExactly(level);
    }

    @Test
    void aPackageThatIsTooLongIsRejectedAlone() {
        var longOne = "{\"a\": [" + "[\"x\", {\"id\": 1}],".repeat(400_000) + "2], \"id\": \"b\", \"title\": \"B\"}";
        server.on(
                "/", "", "{\"result\": {\"count\": 3, \"results\": [" + row(1) + "," + longOne + "," + row(3) + "]}}");
        var found = Reading.from(server).ckan(server.address("/"));

        assertThat(found.drafts).extracting(DatasetDraft::key).containsExactly("id1", "id3");
        assertThat(found.rejected)
                .containsExactly(new Rejected(
                        "b",
                        AccessLevel.DISCOVERABLE,
                        "It is longer than the 4194304 bytes that a dataset may be.",
                        ""));
    }

    @Test
    void aPackageAskedForAloneThatIsTooLongEndsTheRun() {
        server.on("/", "", "{\"result\": {\"id\": \"a\", \"resources\": [" + "{},".repeat(2_000_000) + "{}]}}");
        assertFails(SourceTooLarge.class, "bytes of one dataset");
    }

    @Test
    void pagesAreReadToTheEndAndRowsThatRepeatAreTakenOnce() {
        var rows = IntStream.range(0, 25).mapToObj(i -> row(i == 24 ? 3 : i)).toArray(String[]::new);
        var found = read(rows);
        assertThat(found.drafts).hasSize(24);
        assertThat(server.requests).hasValue(3);
    }

    @Test
    void aPageThatBreaksOffIsTruncated() {
        server.on("/", "", "{\"success\": true, \"result\": {\"count\": 2, \"results\": [" + row(1) + ", {\"id\": ");
        assertFails(TruncatedPage.class, "A page of the source breaks off after 1 datasets.");
    }

    @Test
    void aPageThatIsMissingIsTruncated() {
        server.on("/", exchange -> {
            var results = exchange.getRequestURI().getQuery().contains("start=0") ? row(1) : "";
            var page = "{\"result\": {\"results\": [" + results + "], \"count\": 30}}";
            LoopbackServer.answer(exchange, "", page.getBytes(StandardCharsets.UTF_8));
        });
        assertFails(TruncatedPage.class, "The source said it has 30 datasets but sent only 1.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html>Please sign in</html>|malformed at line 1",
                "{\"success\": false, \"error\": {\"message\": \"Access denied\"}}|Access denied",
                "{\"datasets\": 3}|not an answer of CKAN",
                "[]|not an answer of CKAN",
                "{\"results\": [{]}|malformed at line 1"
            })
    void whatIsNoAnswerOfCkanIsMalformed(String answer, String reason) {
        server.on("/", "", answer);
        assertFails(MalformedDocument.class, reason);
    }

    @Test
    void nestingWithoutEndIsMalformed() {
        server.on("/", "", "{\"results\": [{\"id\": " + "[".repeat(50_000) + "]".repeat(50_000) + "}]}");
        assertFails(MalformedDocument.class, "nest");
    }

    @Test
    void pagesWithoutEndAreTooMany() {
        server.on("/", exchange -> {
            var page = "{\"results\": [" + row(server.requests.get()) + "], \"count\": 1000000}";
            LoopbackServer.answer(exchange, "", page.getBytes(StandardCharsets.UTF_8));
        });
        assertFails(SourceTooLarge.class, "5 pages");
    }

    @Test
    void aPortalThatIsGoneIsUnreachable() {
        server.on("/", exchange -> exchange.sendResponseHeaders(410, -1));
        assertFails(SourceUnreachable.class, "answered 410");
    }

    private static String row(int number) {
        return "{\"id\": \"id%d\", \"title\": \"Set %<d\"}".formatted(number);
    }

    private void assertFails(Class<? extends HarvestException> type, String message) {
        assertThatThrownBy(() -> Reading.from(server, "max-pages", "5").ckan(server.address("/")))
                .isInstanceOf(type)
                .hasMessageContaining(message);
    }

    private CollectedDrafts read(String... rows) {
        server.on(CkanPortal.SEARCH, new CkanPortal(List.of(rows)));
        return Reading.from(server, "page-size", "10").ckan(server.address(""));
    }
}
