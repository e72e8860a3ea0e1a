package org.entente.federation;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.Timeout;
import org.entente.federation.HarvestException.ForbiddenAddress;
import org.entente.federation.HarvestException.SourceTimedOut;
import org.entente.federation.HarvestException.SourceUnreachable;
import org.entente.federation.HarvestException.TooManyRedirects;

/** GET requests that leave only for permitted addresses and end within limits of size, time and redirects. */
@ApplicationScoped
public class Fetcher implements AutoCloseable {
    private final FederationConfig config;
    private final CloseableHttpClient guarded;
    private final CloseableHttpClient trusted;
    private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("harvest-alarm").factory());

    @Inject
    public Fetcher(FederationConfig config) {
        this(config, SystemDefaultDnsResolver.INSTANCE);
    }

    Fetcher(FederationConfig config, DnsResolver names) {
        this.config = config;
        this.guarded = client(new NetworkGuard(names), config.timeout());
        this.trusted = client(names, config.timeout());
    }

    /** Begins the requests of one harvest. */
    public FetchSession open() {
        return new FetchSession(this, config);
    }

    FetchedDocument fetch(URI start, String accept, Instant end) {
        URI here = start;
        for (int hop = 0; hop <= config.maxRedirects(); hop++) {
            switch (request(here, accept, end)) {
                case FetchedDocument document -> {
                    return document;
                }
                case Answer.Redirect redirect -> here = redirect.target();
            }
        }
        throw new TooManyRedirects(start, config.maxRedirects());
    }

    private Answer request(URI address, String accept, Instant end) {
        requireWebAddress(address);
        var get = new HttpGet(address);
        get.setHeader("Accept", accept);
        get.setHeader("Accept-Encoding", "gzip");
        // One alarm covers all that can hang: look-up, handshake, headers or body that come byte by byte.
        var left = Math.max(1, Duration.between(Instant.now(), end).toMillis());
        var rang = new AtomicBoolean();
        var alarm = alarms.schedule(() -> ring(rang, get), left, TimeUnit.MILLISECONDS);
        try {
            return client(address).execute(get, new AnswerReader(address, get, config));
        } catch (IOException e) {
            throw rang.get() || e instanceof InterruptedIOException
                    ? new SourceTimedOut(address, config.timeout())
                    : new SourceUnreachable(address, String.valueOf(e.getMessage()));
        } finally {
            alarm.cancel(false);
        }
    }

    private static void ring(AtomicBoolean rang, HttpGet get) {
        rang.set(true);
        get.cancel();
    }

    private static void requireWebAddress(URI address) {
        var scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (!Set.of("http", "https").contains(scheme) || address.getHost() == null || address.getUserInfo() != null) {
            throw new ForbiddenAddress(address.toString(), "only http and https addresses without a password are read");
        }
    }

    private CloseableHttpClient client(URI address) {
        var host = address.getHost().toLowerCase(Locale.ROOT);
        var allowed = config.allowedHosts().orElse(Set.of());
        return allowed.contains(host) || allowed.contains(host + ":" + address.getPort()) ? trusted : guarded;
    }

    private static CloseableHttpClient client(DnsResolver names, Duration timeout) {
        var wait = Timeout.of(timeout);
        var connection = ConnectionConfig.custom()
                .setConnectTimeout(wait)
                .setSocketTimeout(wait)
                .build();
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(names)
                        .setDefaultConnectionConfig(connection)
                        .setMaxConnPerRoute(8)
                        .build())
                .setUserAgent("Entente")
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAutomaticRetries()
                .disableAuthCaching()
                .build();
    }

    @Override
    @PreDestroy
    public void close() throws IOException {
        alarms.shutdownNow();
        guarded.close();
        trusted.close();
    }
}
