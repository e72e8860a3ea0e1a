package org.entente.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * As many answers as a hub gives to 16 callers who each ask again as soon as they were answered, over connections that stay open.
 * It runs on the hub's machine and takes its share of the processors.
 */
final class Load {
    static final int CONNECTIONS = 16;
    /** Until the hub's JVM has compiled what is used; a busy machine needs longer for as many answers. */
    private static final int WARM_UP_ANSWERS = 20_000;

    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final int MOST_WARM_UPS = 5;
    private static final Duration MEASURED = Duration.ofSeconds(15);
    private static final int OK = 200;

    private final ProcessHandle hub;
    private final URI address;
    private final String token;
    private final IntFunction<String> body;

    /**
     * @param token null for a citizen
     * @param body the n-th request's, by all callers together
     */
    Load(ProcessHandle hub, URI address, String token, IntFunction<String> body) {
        this.hub = hub;
        this.address = address;
        this.token = token;
        this.body = body;
    }

    /**
     * @param nanoseconds of each answer, ascending
     * @param hub processor time, which tells more than the rate on a machine that does other work too
     */
    record Answers(long[] nanoseconds, double seconds, Duration hub, Duration servers) {
        double aSecond() {
            return nanoseconds.length / seconds;
        }

        double percentileMillis(int percent) {
            return nanoseconds[(int) ((long) nanoseconds.length * percent / 100)] / 1e6;
        }

        private double millisEach(Duration processorTime) {
            return processorTime.toNanos() / 1e6 / nanoseconds.length;
        }

        String text() {
            return "%.0f answers/s, p50 %.1f ms, p99 %.1f ms"
                    .formatted(aSecond(), percentileMillis(50), percentileMillis(99));
        }

        String costs() {
            return "hub %.2f ms, its servers %.2f ms".formatted(millisEach(hub), millisEach(servers));
        }
    }

    Answers run() throws IOException {
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(CONNECTIONS)
                .setMaxConnTotal(CONNECTIONS)
                .build();
        try (var client = HttpClients.custom()
                .setConnectionManager(connections)
                .disableContentCompression()
                .disableCookieManagement()
                .disableAutomaticRetries()
                .build()) {
            int answers = 0;
            for (int n = 0; n < MOST_WARM_UPS && answers < WARM_UP_ANSWERS; n++) {
                answers += during(client, WARM_UP).nanoseconds.length;
            }
            return during(client, MEASURED);
        }
    }

    private Answers during(CloseableHttpClient client, Duration duration) {
        try (var callers = Executors.newFixedThreadPool(CONNECTIONS)) {
            var before = processorTime(hub);
            var serversBefore = serversTime();
            long began = System.nanoTime();
            long end = began + duration.toNanos();
            var answers = IntStream.range(0, CONNECTIONS)
                    .mapToObj(caller -> callers.submit(() -> ask(client, caller, end)))
                    .toList();
            var times = merged(answers);
            double seconds = (System.nanoTime() - began) / 1e9;
            return new Answers(
                    times,
                    seconds,
                    processorTime(hub).minus(before),
                    serversTime().minus(serversBefore));
        }
    }

    private Duration serversTime() {
        return hub.descendants().map(Load::processorTime).reduce(Duration.ZERO, Duration::plus);
    }

    static Duration processorTime(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static long[] merged(List<Future<long[]>> answers) {
        var times = answers.stream().map(Load::of).flatMapToLong(LongStream::of).toArray();
        Arrays.sort(times);
        return times;
    }

    private static long[] of(Future<long[]> answers) {
        try {
            return answers.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private long[] ask(CloseableHttpClient client, int caller, long end) throws IOException {
        var times = LongStream.builder();
        long now = System.nanoTime();
        for (int n = caller; now < end; n += CONNECTIONS) {
            client.execute(request(n), Load::check);
            long after = System.nanoTime();
            times.add(after - now);
            now = after;
        }
        return times.build().toArray();
    }

    private HttpPost request(int number) {
        var request = new HttpPost(address);
        var bytes = body.apply(number).getBytes(StandardCharsets.UTF_8);
        request.setEntity(new ByteArrayEntity(bytes, ContentType.APPLICATION_JSON));
        if (token != null) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        return request;
    }

    /** A refusal is quicker than an answer, and none. */
    private static Void check(ClassicHttpResponse response) throws IOException {
        var text = new String(EntityUtils.toByteArray(response.getEntity()), StandardCharsets.UTF_8);
        if (response.getCode() != OK || text.contains("\"errors\":")) {
            throw new IllegalStateException(response.getCode() + " " + text);
        }
        return null;
    }
}
