package org.entente.observatory;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.DoubleStream;

/** Runs partners' models in the model runner. */
@ApplicationScoped
class ModelRuns {
    private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(2);
    private static final Duration CHECKS_WITHIN = Duration.ofMinutes(1);
    /** In a round, in which others wait: a turn of the runner's takes a second, to load a model before it a few more. */
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(15);

    /** How long a runner that ended is waited for, and how often it is asked for. */
    private static final Duration BACK_WITHIN = Duration.ofSeconds(15);

    private static final Duration PACE = Duration.ofMillis(50);

    /** A model at which the runner ended so often ended it; anything else does not do so each time. */
    private static final int MOST_ENDS = 3;

    private static final int VALUES_AT_ONCE = 10_000;
    private static final int LONGEST_REASON = 300;

    private final Optional<URI> runner;

    /** One call at a time, so that a runner that ends does so at the model that was being run. */
    private final ReentrantLock turn = new ReentrantLock(true);

    /** So that rounds wait for one check at most. */
    private final Semaphore checks = new Semaphore(1);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECTS_WITHIN)
            .build();

    ModelRuns(ModelsConfig config) {
        runner = config.url();
    }

    /** Whether there is a runner at all. */
    boolean isConfigured() {
        return runner.isPresent();
    }

    /**
     * Gives the runner a model, which checks it, loads it and runs it.
     *
     * @return what it is known by from now on
     * @throws ModelRefusedException with its reason
     * @throws IOException where the runner does not answer
     */
    PartnerModel check(byte[] model) throws ModelRefusedException, IOException {
        OnnxContent.check(model);
        var sha256 = ModelRunner.sha256(model);
        if (!checks.tryAcquire()) {
            throw new IOException("another model is being checked");
        }
        try {
            return new PartnerModel(sha256, inTurn(() -> put(sha256, model)));
        } finally {
            checks.release();
        }
    }

    /**
     * Gives the levels of a model.
     *
     * @param content of the model, asked for only where the runner does not have it
     * @param values finite, oldest first
     * @return a level for each full window, in order
     * @throws ModelRefusedException where the model fails or takes too long
     * @throws IOException where the runner does not answer, or the content cannot be had
     */
    double[] levels(String sha256, Callable<byte[]> content, double[] values)
            throws ModelRefusedException, IOException {
        var levels = DoubleStream.builder();
        int start = 0;
        boolean isMore;
        do {
            var some = Arrays.copyOfRange(values, start, Math.min(values.length, start + VALUES_AT_ONCE));
            var answer = inTurn(() -> levelsOfSome(sha256, content, some));
            var found = ModelRunner.numbers(answer.body());
            int window = window(answer);
            int most = Math.max(0, some.length - window + 1);
            if (found.length > most
                    || found.length == 0 && most > 0
                    || !DoubleStream.of(found).allMatch(level -> level >= 0 && level < Double.POSITIVE_INFINITY)) {
                throw wrong("levels that are none");
            }
            DoubleStream.of(found).forEach(levels);
            start += found.length;
            isMore = values.length - start >= window;
        } while (isMore);
        return levels.build().toArray();
    }

    private static int window(HttpResponse<byte[]> levels) throws IOException {
        return window(levels.headers().firstValue(ModelRunner.WINDOW).orElse(""));
    }

    private static int window(String text) throws IOException {
        if (!text.matches("\\d{1,4}")
                || Integer.parseInt(text) < 2
                || Integer.parseInt(text) > ModelRunner.GREATEST_WINDOW) {
            throw wrong("a window that is none");
        }
        return Integer.parseInt(text);
    }

    private static IOException wrong(String answer) {
        return new IOException("the runner of models answered " + answer);
    }

    private HttpResponse<byte[]> levelsOfSome(String sha256, Callable<byte[]> content, double[] values)
            throws ModelRefusedException, IOException {
        var request = request("/models/" + sha256 + "/levels")
                .POST(BodyPublishers.ofByteArray(ModelRunner.bytes(values)))
                .build();
        var answer = send(request);
        if (answer.statusCode() == 404) {
            put(sha256, read(content));
            answer = send(request);
        }
        return expected(answer);
    }

    private int put(String sha256, byte[] content) throws ModelRefusedException, IOException {
        var request = request("/models/" + sha256).timeout(CHECKS_WITHIN).PUT(BodyPublishers.ofByteArray(content));
        return window(text(expected(send(request.build()))));
    }

    private static byte[] read(Callable<byte[]> content) throws IOException {
        try {
            return content.call();
        } catch (IOException | RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new IOException("a model's content cannot be had", failed);
        }
    }

    private interface Call<T> {
        T make() throws ModelRefusedException, IOException;
    }

    /** Makes a call when it is its turn, and again where the runner ended meanwhile. */
    private <T> T inTurn(Call<T> call) throws ModelRefusedException, IOException {
        try {
            turn.lockInterruptibly();
        } catch (InterruptedException e) {
            throw interrupted();
        }
        try {
            for (int ends = 0; ends < MOST_ENDS; ends++) {
                try {
                    return call.make();
                } catch (EndedException ended) {
                    awaitRunner();
                } catch (LostException lost) {
                    // whoever is next finds it again
                    pause();
                    awaitRunner();
                    throw lost;
                }
            }
            throw new ModelRefusedException(ModelRefusal.ENDS_RUNNER);
        } finally {
            turn.unlock();
        }
    }

    private void awaitRunner() throws IOException {
        var deadline = System.nanoTime() + BACK_WITHIN.toNanos();
        while (true) {
            try {
                send(request("/").GET().build());
                return;
            } catch (EndedException | ConnectException notYet) {
                if (System.nanoTime() > deadline) {
                    throw notYet;
                }
                pause();
            }
        }
    }

    private static void pause() throws InterruptedIOException {
        try {
            Thread.sleep(PACE);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(runner.orElseThrow().resolve(path)).timeout(ANSWERS_WITHIN);
    }

    /** The runner was there and has ended before it answered. */
    private static final class EndedException extends IOException {
        EndedException(IOException cause) {
            super("the runner of models ended", cause);
        }
    }

    /** The model was refused, and the runner ends with it. */
    private static final class LostException extends ModelRefusedException {
        LostException(ModelRefusedException read) {
            super(read);
        }
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (ConnectException | HttpTimeoutException away) {
            throw away;
        } catch (IOException broken) {
            throw new EndedException(broken);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException();
    }

    private static HttpResponse<byte[]> expected(HttpResponse<byte[]> answer)
            throws ModelRefusedException, IOException {
        switch (answer.statusCode()) {
            case 200 -> {
                return answer;
            }
            case 422 -> throw ModelRefusedException.read(text(answer));
            case ModelRunner.ENDS -> throw new LostException(ModelRefusedException.read(text(answer)));
            default -> throw wrong("" + answer.statusCode());
        }
    }

    private static String text(HttpResponse<byte[]> answer) {
        var text = new String(answer.body(), StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", " ");
        return text.substring(0, Math.min(text.length(), LONGEST_REASON));
    }
}
