package org.entente.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The policies as WebAssembly inside this JVM. A few instances, one a processor, are lent to whoever asks: an evaluation
 * never waits for anything, so that more of them would only take memory. Threads wait for one at most {@code timeout}.
 */
public final class WasmPolicyEngine implements PolicyEngine {

    private final Release release;
    private final PolicyModule module;
    private final Semaphore evaluations;
    private final Queue<PolicyInstance> idle = new ConcurrentLinkedQueue<>();
    private final Duration timeout;

    /** @param instances how many evaluations may run at once */
    public WasmPolicyEngine(Release release, int instances, Duration timeout) {
        this.release = release;
        this.timeout = timeout;
        module = new PolicyModule(release.module());
        evaluations = new Semaphore(instances);
        idle.add(module.instantiate());
    }

    @Override
    public Release release() {
        return release;
    }

    @Override
    public JsonNode evaluate(Entrypoint entrypoint, byte[] input) {
        awaitTurn();
        try {
            return Answers.fromResultSet(entrypoint, evaluateOnce(entrypoint, input));
        } finally {
            evaluations.release();
        }
    }

    /** An instance that fails is not used again: its memory may be in any state. */
    private byte[] evaluateOnce(Entrypoint entrypoint, byte[] input) {
        try {
            var spare = idle.poll();
            var instance = spare == null ? module.instantiate() : spare;
            var answer = instance.evaluate(entrypoint, input);
            idle.add(instance);
            return answer;
        } catch (RuntimeException | StackOverflowError e) {
            throw new PolicyUnavailableException.Broken(entrypoint, e);
        }
    }

    private void awaitTurn() {
        try {
            if (!evaluations.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new PolicyUnavailableException.Busy(timeout);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PolicyUnavailableException.Interrupted(e);
        }
    }
}
