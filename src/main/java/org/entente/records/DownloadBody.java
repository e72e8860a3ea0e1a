package org.entente.records;

import io.netty.channel.ChannelOption;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The body of a response, written by one thread at the pace at which it is read. Anyone may cut it: the connection is reset, so that
 * what the reader has can never be taken for the whole, whichever way its length is told.
 */
final class DownloadBody extends OutputStream {
    private static final int PIECE = 1 << 16;

    private final HttpServerResponse response;
    private final HttpConnection connection;
    /** In HTTP/2 a download is one of several streams of its connection, each with an end of its own. */
    private final boolean isAlone;

    private final Duration slowest;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final byte[] piece = new byte[PIECE];
    private int used;
    private long rowsBegun;
    private long rowsLeft;
    private Exception cut;

    /** @param slowest how long a reader may take nothing */
    DownloadBody(HttpServerRequest request, Duration slowest) {
        this.response = request.response();
        this.connection = request.connection();
        this.isAlone = request.version() != HttpVersion.HTTP_2;
        this.slowest = slowest;
        response.drainHandler(drained -> signal());
        response.closeHandler(closed -> end(new IOException("the reader has gone")));
        response.exceptionHandler(this::broken);
    }

    private void broken(Throwable failure) {
        cut(new IOException(failure));
    }

    private void signal() {
        lock.lock();
        changed.signalAll();
        lock.unlock();
    }

    @Override
    public void write(int oneByte) throws IOException {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        for (int written = 0; written < length; ) {
            int part = Math.min(length - written, PIECE - used);
            System.arraycopy(bytes, from + written, piece, used, part);
            used += part;
            written += part;
            if (used == PIECE) {
                send();
            }
        }
    }

    /** Nothing: writers flush more often than it pays to send. */
    @Override
    public void flush() {}

    private void send() throws IOException {
        awaitReader();
        response.write(Buffer.buffer(used).appendBytes(piece, 0, used));
        used = 0;
        rowsLeft = rowsBegun;
    }

    /** What is written from now on is of a further row. */
    void beginRow() {
        rowsBegun++;
    }

    /** Rows of which at least a part was sent, at most. */
    long rowsLeft() {
        return rowsLeft;
    }

    private void awaitReader() throws IOException {
        lock.lock();
        try {
            long left = slowest.toNanos();
            while (cut == null && response.writeQueueFull() && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (cut == null && left <= 0) {
                cut = new IOException("the reader takes nothing");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            cut = new IOException(stopped);
        } finally {
            lock.unlock();
        }
        requireWhole();
    }

    private void requireWhole() throws IOException {
        var why = whyCut();
        if (why != null) {
            throw new CutOff(why);
        }
    }

    /** Null while it is not. */
    Exception whyCut() {
        lock.lock();
        try {
            return cut;
        } finally {
            lock.unlock();
        }
    }

    /** Whether something else can still be answered. */
    boolean isUntouched() {
        return whyCut() == null && !response.headWritten();
    }

    /** What is left goes out; returns when it has. */
    @Override
    public void close() throws IOException {
        if (used > 0) {
            send();
        }
        try {
            response.end().toCompletionStage().toCompletableFuture().get(slowest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            cut(stopped);
        } catch (ExecutionException | TimeoutException failure) {
            cut(failure);
        }
        requireWhole();
    }

    /** From any thread; whoever writes is told by a {@link CutOff}. */
    void cut(Exception why) {
        end(why);
        reset();
    }

    private void end(Exception why) {
        lock.lock();
        try {
            cut = cut == null ? why : cut;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Not closed in good order: to a reader who was told no length that would be the end. */
    private void reset() {
        if (isAlone && connection instanceof ConnectionBase tcp && tcp.channel().isOpen()) {
            tcp.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        }
        if (!response.reset() && isAlone) {
            connection.close();
        }
    }

    /** The response was ended before its end. */
    static final class CutOff extends IOException {
        CutOff(Exception why) {
            super(why);
        }
    }
}
