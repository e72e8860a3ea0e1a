package org.entente.observatory;

import ai.onnxruntime.OrtException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one thread on which models are loaded and run. What they take is measured as this thread's processor time, so that a busy machine makes no model
 * slow; ONNX Runtime uses no other thread for it.
 */
final class ModelThread {
    interface Work<T> {
        T run() throws OrtException, ModelRefusedException;
    }

    /** A model that could not be ended: its thread is lost, and so this process with it. */
    static final class LostException extends Exception {}

    private static final Duration GLANCE = Duration.ofMillis(5);
    /** Between being told to end, which is heard between two operators, and being given up. */
    private static final Duration GRACE = Duration.ofSeconds(1);
    /** By the clock: for what waits for ever and computes nothing. */
    private static final Duration LONGEST = Duration.ofSeconds(30);
    /** Native code follows a model's graph; a deep one shall not end the process. */
    private static final int STACK_BYTES = 8 * 1024 * 1024;

    private static final ThreadMXBean TIMES = ManagementFactory.getThreadMXBean();

    private final ReentrantLock turn = new ReentrantLock(true);
    private final ExecutorService executor = Executors.newSingleThreadExecutor(this::thread);
    private volatile long id;
    private volatile Step step;

    private record Step(LoadedModel model, long began, long limit) {}

    private Thread thread(Runnable work) {
        var thread = new Thread(null, work, "models", STACK_BYTES);
        thread.setDaemon(true);
        id = thread.threadId();
        return thread;
    }

    /**
     * Does the work on the thread, when it is its turn.
     *
     * @throws ModelRefusedException also where a step of it took longer than it may
     * @throws LostException where such a step could not be ended either
     */
    <T> T call(Work<T> work) throws OrtException, ModelRefusedException, LostException, InterruptedException {
        turn.lockInterruptibly();
        try {
            step = null;
            var began = System.nanoTime();
            var done = executor.submit(work::run);
            var isTold = false;
            while (true) {
                try {
                    return done.get(GLANCE.toNanos(), TimeUnit.NANOSECONDS);
                } catch (TimeoutException goesOn) {
                    var over = over();
                    if (over > GRACE.toNanos() || System.nanoTime() - began > LONGEST.toNanos()) {
                        throw new LostException();
                    }
                    if (over > 0 && !isTold) {
                        isTold = terminate();
                    }
                } catch (ExecutionException failure) {
                    throw isTold ? tooSlow() : cause(failure);
                }
            }
        } finally {
            turn.unlock();
        }
    }

    /**
     * Begins a step of the work, on the thread.
     *
     * @param model that is told to end where it takes longer; null where nobody can be told
     */
    void step(LoadedModel model, Duration limit) {
        step = new Step(model, spent(), limit.toNanos());
    }

    /** Processor time of the thread, in nanoseconds. */
    long spent() {
        return TIMES.getThreadCpuTime(id);
    }

    private long over() {
        var now = step;
        return now == null ? 0 : spent() - now.began - now.limit;
    }

    private boolean terminate() throws OrtException {
        var model = step.model;
        if (model != null) {
            model.terminate();
        }
        return model != null;
    }

    static ModelRefusedException tooSlow() {
        return new ModelRefusedException("It takes too long.");
    }

    private static ModelRefusedException cause(ExecutionException failure) throws OrtException, ModelRefusedException {
        switch (failure.getCause()) {
            case OrtException failed -> throw failed;
            case ModelRefusedException refused -> throw refused;
            case RuntimeException wrong -> throw wrong;
            default -> throw new IllegalStateException(failure.getCause());
        }
    }
}
