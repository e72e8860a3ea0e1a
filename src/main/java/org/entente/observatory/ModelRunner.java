package org.entente.observatory;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/**
 * The program that runs partners' models, apart from the hub and with nothing of it: numbers in, numbers out, by HTTP on the loopback interface.
 * It keeps no model beyond its own life, and ends itself where a model cannot be ended; whoever started it starts it again.
 *
 * <p>{@code PUT /models/SHA-256} with the model answers its window; {@code POST /models/SHA-256/levels} with values (float64, little endian)
 * answers levels, one a full window from the first, as many as were made in {@link Models#TURN}. 404: it has not that model; 422: the model is
 * refused, and why; 503: likewise, and this process ends.
 */
public final class ModelRunner {
    /** The header of levels that says of which window they are. */
    static final String WINDOW = "Entente-Window";

    static final int GREATEST_WINDOW = 1024;

    /** The status of a refusal with which this process ends. */
    static final int ENDS = 503;

    private static final int MOST_VALUES = 100_000;

    private static final Pattern PATH = Pattern.compile("/models/([0-9a-f]{64})(/levels)?");
    private static final int CALLS_AT_ONCE = 8;
    private static final int LOST = 3;

    private final Models models = new Models();

    private ModelRunner() {}

    /** @param arguments the port */
    public static void main(String[] arguments) throws IOException {
        var runner = new ModelRunner();
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        var server = HttpServer.create(address, 0);
        server.setExecutor(Executors.newFixedThreadPool(CALLS_AT_ONCE));
        server.createContext("/", runner::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            var path = PATH.matcher(exchange.getRequestURI().getPath());
            var method = exchange.getRequestMethod();
            if (method.equals("GET")) {
                send(exchange, 200, "");
            } else if (!path.matches() || !method.equals(path.group(2) == null ? "PUT" : "POST")) {
                send(exchange, 404, "");
            } else if (path.group(2) == null) {
                put(exchange, path.group(1));
            } else {
                levels(exchange, path.group(1));
            }
        } catch (RuntimeException | InterruptedException wrong) {
            // this program's fault, no model's
            wrong.printStackTrace();
            send(exchange, 500, "");
        }
    }

    private void put(HttpExchange exchange, String sha256) throws IOException, InterruptedException {
        var content = exchange.getRequestBody().readNBytes(OnnxContent.MOST_BYTES + 1);
        try {
            if (content.length > OnnxContent.MOST_BYTES) {
                throw OnnxContent.tooLarge();
            }
            if (!sha256(content).equals(sha256)) {
                send(exchange, 400, "");
                return;
            }
            send(exchange, 200, Integer.toString(models.put(sha256, content)));
        } catch (ModelRefusedException refused) {
            send(exchange, 422, refused.getMessage());
        } catch (ModelThread.LostException lost) {
            end(exchange);
        }
    }

    private void levels(HttpExchange exchange, String sha256) throws IOException, InterruptedException {
        var body = exchange.getRequestBody().readNBytes((MOST_VALUES + 1) * Double.BYTES);
        var values = numbers(body);
        if (body.length % Double.BYTES != 0
                || values.length > MOST_VALUES
                || !DoubleStream.of(values).allMatch(Double::isFinite)) {
            send(exchange, 400, "");
            return;
        }
        try {
            var levels = models.levels(sha256, values);
            if (levels.isPresent()) {
                exchange.getResponseHeaders()
                        .set(WINDOW, Integer.toString(levels.get().window()));
                send(exchange, 200, bytes(levels.get().values()));
            } else {
                send(exchange, 404, "");
            }
        } catch (ModelRefusedException refused) {
            send(exchange, 422, refused.getMessage());
        } catch (ModelThread.LostException lost) {
            end(exchange);
        }
    }

    /** Tells why, and ends this process with the thread that is lost. */
    private static void end(HttpExchange exchange) {
        try {
            send(exchange, ENDS, Models.tooSlow().getMessage());
        } catch (IOException gone) {
            // it has not waited for it
        } finally {
            Runtime.getRuntime().halt(LOST);
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        send(exchange, status, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        // a connection for each call: one that breaks did so because this process ended, not for having been idle
        exchange.getResponseHeaders().set("Connection", "close");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static byte[] bytes(double[] numbers) {
        var bytes = ByteBuffer.allocate(numbers.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(numbers);
        return bytes.array();
    }

    static double[] numbers(byte[] bytes) {
        var numbers = new double[bytes.length / Double.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(numbers);
        return numbers;
    }
}
