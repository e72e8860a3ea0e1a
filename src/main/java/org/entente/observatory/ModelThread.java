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

    /** By the clock: for what computes nothing and never ends. Less than its client waits for. */
    private static final Duration LONGEST = Duration.ofSeconds(50);

    private static final int STUCK = 4;

    /** Native code follows a model's graph; a deep one shall not end the process. */
    private static final int STACK_BYTES = 8 * 1024 * 1024;

    private static final ThreadMXBean TIMES = ManagementFactory.getThreadMXBean();

    private final ReentrantLock turn = new ReentrantLock(true);
    private final ExecutorService executor = Executors.newSingleThreadExecutor(this::thread);
    private volatile long id;

    private Step step;
    private boolean isTold;

    private record Step(LoadedModel model, long until) {}

    private Thread thread(Runnable work) {
        var thread = new Thread(null, work, "models", STACK_BYTES);
        thread.setDaemon(true);
        id = thread.threadId();
        return thread;
    }

    /**
     * Does the work on the thread, when it is its turn.
     *
     * @throws LostException where a step of it took longer than it may and could not be ended
     */
    <T> T call(Work<T> work) throws OrtException, ModelRefusedException, LostException, InterruptedException {
        turn.lockInterruptibly();
        try {
            var began = System.nanoTime();
            var done = executor.submit(work::run);
            while (true) {
                try {
                    return done.get(GLANCE.toNanos(), TimeUnit.NANOSECONDS);
                } catch (TimeoutException goesOn) {
                    look();
                    if (System.nanoTime() - began > LONGEST.toNanos()) {
                        Runtime.getRuntime().halt(STUCK);
                    }
                } catch (ExecutionException failure) {
                    throw cause(failure);
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
    synchronized void begin(LoadedModel model, Duration limit) throws OrtException {
        isTold = false;
        if (model != null) {
            model.terminate(false);
        }
        step = new Step(model, spent() + limit.toNanos());
    }

    synchronized void end() {
        step = null;
    }

    /** Whether the present step was told to end. */
    synchronized boolean isTold() {
        return isTold;
    }

    /** Processor time of the thread, in nanoseconds. */
    long spent() {
        return TIMES.getThreadCpuTime(id);
    }

    private synchronized void look() throws LostException, OrtException {
        if (step == null || spent() <= step.until) {
            return;
        }
        if (spent() > step.until + GRACE.toNanos()) {
            throw new LostException();
        }
        if (step.model != null && !isTold) {
            isTold = true;
            step.model.terminate(true);
        }
    }

    private static RuntimeException cause(ExecutionException failure) throws OrtException, ModelRefusedException {
        switch (failure.getCause()) {
            case OrtException failed -> throw failed;
            case ModelRefusedException refused -> throw refused;
            default -> {
                return new IllegalStateException(failure.getCause());
            }
        }
    }
}
