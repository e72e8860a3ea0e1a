package org.entente.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.client5.http.DnsResolver;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.entente.federation.HarvestException.ForbiddenAddress;
import org.entente.federation.HarvestException.MalformedDocument;
import org.entente.federation.HarvestException.SourceTimedOut;
import org.entente.federation.HarvestException.SourceTooLarge;
import org.entente.federation.HarvestException.SourceUnreachable;
import org.entente.federation.HarvestException.TooManyRedirects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class FetcherTest {
    private static final String ONE_DATASET =
            "<urn:d> a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/title> 'Trees'@en .";
    private static final long GIGABYTE = 1L << 30;

    private final LoopbackServer server = new LoopbackServer();
    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void stop() {
        over.countDown();
        server.close();
    }

    @Test
    void aMissingPageIsNotAskedForTwice() {
        server.on("/", exchange -> exchange.sendResponseHeaders(404, -1));
        assertThatThrownBy(() -> Reading.from(server).rdf(server.address("/c.ttl")))
                .isInstanceOfSatisfying(
                        SourceUnreachable.class, e -> assertThat(e.status()).isEqualTo(404))
                .hasMessage("The source answered 404 for " + server.address("/c.ttl") + ".");
        assertThat(server.requests).hasValue(1);
    }

    @Test
    void aFailingServerIsAskedAsOftenAsConfigured() {
        server.on("/", exchange -> exchange.sendResponseHeaders(500, -1));
        assertThatThrownBy(() -> Reading.from(server, "retries", "3").rdf(server.address("/c.ttl")))
                .isInstanceOfSatisfying(
                        SourceUnreachable.class, e -> assertThat(e.status()).isEqualTo(500));
        assertThat(server.requests).hasValue(4);
    }

    @Test
    void aServerThatRecoversIsRead() {
        server.on("/", exchange -> {
            if (server.requests.get() < 3) {
                exchange.sendResponseHeaders(503, -1);
            } else {
                LoopbackServer.answer(exchange, "text/turtle", ONE_DATASET.getBytes(StandardCharsets.UTF_8));
            }
        });
        assertThat(Reading.from(server).rdf(server.address("/c")).drafts).hasSize(1);
    }

    @Test
    void aConnectionThatBreaksOffIsNotTakenForTheWhole() {
        server.on("/", exchange -> {
            exchange.sendResponseHeaders(200, 10_000);
            exchange.getResponseBody().write(ONE_DATASET.getBytes(StandardCharsets.UTF_8));
            throw new IOException("cut");
        });
        assertThatThrownBy(() -> Reading.from(server).rdf(server.address("/c.ttl")))
                .isInstanceOfSatisfying(
                        SourceUnreachable.class, e -> assertThat(e.status()).isZero());
        assertThat(server.requests).hasValue(3);
    }

    @Test
    void aSilentServerTimesOut() {
        server.on("/", exchange -> over.await());
        assertTimesOut(server.address("/c.ttl"));
        assertThat(server.requests).hasValue(2);
    }

    @Test
    void aBodyThatDripsTimesOut() {
        server.on("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            drip(exchange.getResponseBody(), "#");
        });
        assertTimesOut(server.address("/c.ttl"));
    }

    @Test
    void headersThatDripTimeOut() throws IOException {
        try (var raw = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> dripHeaders(raw));
            var host = "127.0.0.1:" + raw.getLocalPort();
            var reading =
                    new Reading(Reading.config(Map.of("allowed-hosts", host, "timeout", "PT0.4S", "retries", "0")));
            assertThatThrownBy(() -> reading.rdf(URI.create("http://" + host + "/")))
                    .isInstanceOf(SourceTimedOut.class);
        }
    }

    @Test
    void attemptsEndWithTheRun() {
        server.on("/", exchange -> over.await());
        var reading = Reading.from(server, "timeout", "PT0.3S", "run-timeout", "PT0.8S", "retries", "1000");
        assertThatThrownBy(() -> reading.rdf(server.address("/c.ttl"))).isInstanceOf(SourceTimedOut.class);
        assertThat(server.requests.get()).isBetween(1, 4);
    }

    @Test
    void anEndlessRedirectEnds() {
        server.on("/", exchange -> redirect(exchange, "/again"));
        assertThatThrownBy(() -> Reading.from(server).rdf(server.address("/c.ttl")))
                .isInstanceOf(TooManyRedirects.class);
        assertThat(server.requests).hasValue(6);
    }

    @Test
    void aRedirectIsFollowedToTheDocument() {
        server.on("/old", exchange -> redirect(exchange, "/new.ttl")).on("/new.ttl", "", ONE_DATASET);
        assertThat(Reading.from(server).rdf(server.address("/old")).drafts).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/hostname",
                "ftp://example.org/c.ttl",
                "http://169.254.169.254/latest/",
                "http://user:secret@example.org/",
                "http://[::1]/",
                "not an address"
            })
    void aRedirectToWhereNobodyMayGoIsRefused(String target) {
        server.on("/", exchange -> redirect(exchange, target));
        assertThatThrownBy(() -> Reading.from(server).rdf(server.address("/c.ttl")))
                .isInstanceOf(ForbiddenAddress.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "localhost",
                "2130706433",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "100.64.0.1",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[fd00::1]",
                "[fe80::1]",
                "[64:ff9b::7f00:1]",
                "[2002:7f00:1::]"
            })
    void addressesInPrivateNetworksAreRefused(String host) {
        var reading = new Reading(Reading.config(Map.of("retries", "0")));
        assertThatThrownBy(() -> reading.rdf(URI.create("http://" + host + ":9/c.ttl")))
                .isInstanceOf(ForbiddenAddress.class);
    }

    @Test
    void anotherPortOfAnAllowedHostIsRefused() {
        assertThatThrownBy(() -> Reading.from(server).rdf(URI.create("http://127.0.0.1:1/c.ttl")))
                .isInstanceOf(ForbiddenAddress.class);
    }

    @Test
    void aNameThatLeadsBothOutsideAndInsideIsRefused() throws IOException {
        var mixed = new InetAddress[] {InetAddress.getByName("93.184.216.34"), InetAddress.getByName("127.0.0.1")};
        var names = new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) {
                return mixed;
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
        try (var fetcher = new Fetcher(Reading.config(Map.of()), names)) {
            assertThatThrownBy(() -> fetcher.open().get(URI.create("http://portal.example/"), "*/*"))
                    .isInstanceOf(ForbiddenAddress.class);
        }
    }

    @Test
    void aDeclaredGigabyteIsRefusedUnread() {
        server.on("/", exchange -> {
            exchange.sendResponseHeaders(200, GIGABYTE);
            exchange.getResponseBody().write('#');
            exchange.getResponseBody().flush();
            over.await();
        });
        assertTooLarge(() -> Reading.from(server).rdf(server.address("/c.ttl")));
    }

    @Test
    void anUndeclaredGigabyteIsReadToTheLimit() {
        server.on("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            comments(exchange.getResponseBody(), GIGABYTE);
        });
        assertTooLarge(() -> Reading.from(server, "max-bytes", "5000000").rdf(server.address("/c.ttl")));
    }

    @Test
    void aGzipThatUnpacksToManyTimesItsSizeIsReadToTheLimit() throws IOException {
        var bomb = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bomb, 65536)) {
            comments(gzip, 50_000_000);
        }
        server.on("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            LoopbackServer.answer(exchange, "text/turtle", bomb.toByteArray());
        });
        assertThat(bomb.size()).isLessThan(1_000_000);
        assertTooLarge(() -> Reading.from(server, "max-bytes", "5000000").rdf(server.address("/c.ttl")));
    }

    @Test
    void gzipIsUnpacked() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(ONE_DATASET.getBytes(StandardCharsets.UTF_8));
        }
        server.on("/", exchange -> {
            assertThat(exchange.getRequestHeaders().getFirst("Accept-Encoding")).isEqualTo("gzip");
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            LoopbackServer.answer(exchange, "text/turtle", packed.toByteArray());
        });
        assertThat(Reading.from(server).rdf(server.address("/c")).drafts).hasSize(1);
    }

    @Test
    void noFileStaysBehind(@TempDir Path directory) {
        server.on("/large.rdf", exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    comments(exchange.getResponseBody(), 10_000_000);
                })
                .on("/one.ttl", "", ONE_DATASET)
                .on("/broken.rdf", "", "<rdf:RDF>");
        var reading = Reading.from(server, "max-bytes", "5000000", "work-directory", directory.toString());
        assertTooLarge(() -> reading.rdf(server.address("/large.rdf")));
        assertThatThrownBy(() -> reading.rdf(server.address("/broken.rdf"))).isInstanceOf(MalformedDocument.class);
        assertThat(reading.rdf(server.address("/one.ttl")).drafts).hasSize(1);
        assertThat(directory).isEmptyDirectory();
    }

    private void assertTimesOut(URI address) {
        var begin = System.nanoTime();
        assertThatThrownBy(() -> Reading.from(server, "timeout", "PT0.4S", "retries", "1")
                        .rdf(address))
                .isInstanceOf(SourceTimedOut.class)
                .hasMessageContaining("within 0.4 seconds");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
    }

    private static void assertTooLarge(ThrowingCallable reading) {
        assertThatThrownBy(reading).isInstanceOf(SourceTooLarge.class).hasMessageContaining("bytes");
    }

    private static void redirect(HttpExchange exchange, String target) throws IOException {
        exchange.getResponseHeaders().set("Location", target);
        exchange.sendResponseHeaders(302, -1);
    }

    private static void comments(OutputStream out, long bytes) throws IOException {
        var block = "# nothing but a comment, again and again\n".repeat(1600).getBytes(StandardCharsets.UTF_8);
        for (long sent = 0; sent < bytes; sent += block.length) {
            out.write(block);
        }
    }

    private void drip(OutputStream out, String drop) throws IOException, InterruptedException {
        while (!over.await(20, TimeUnit.MILLISECONDS)) {
            out.write(drop.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    private void dripHeaders(ServerSocket raw) {
        try (var connection = raw.accept()) {
            connection.getOutputStream().write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.UTF_8));
            drip(connection.getOutputStream(), "X: y\r\n");
        } catch (IOException | InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
