package org.entente.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The policies as WebAssembly inside this JVM. A few instances, one a processor, are lent to whoever asks: evaluation
 * never waits for anything, so that more of them would only take memory. Threads wait for one at most {@code timeout}.
 */
public final class WasmPolicyEngine implements PolicyEngine {

    private final Release release;
    private final PolicyModule module;
    private final BlockingQueue<PolicyInstance> free;
    private final Duration timeout;

    public WasmPolicyEngine(Release release, int instances, Duration timeout) {
        this.release = release;
        this.timeout = timeout;
        module = new PolicyModule(release.module());
        free = new ArrayBlockingQueue<>(instances);
        for (var i = 0; i < instances; i++) {
            free.add(module.instantiate());
        }
    }

    @Override
    public Release release() {
        return release;
    }

    @Override
    public JsonNode evaluate(Entrypoint entrypoint, byte[] input) {
        var instance = borrow();
        var sound = false;
        try {
            var answer = instance.evaluate(entrypoint, input);
            sound = true;
            return Answers.fromResultSet(entrypoint, answer);
        } catch (PolicyUnavailableException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw new PolicyUnavailableException.Broken(entrypoint, e);
        } finally {
            // An evaluation that was cut short leaves the instance's memory in an unknown state.
            free.add(sound ? instance : module.instantiate());
        }
    }

    private PolicyInstance borrow() {
        try {
            var instance = free.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (instance == null) {
                throw new PolicyUnavailableException.Busy(timeout);
            }
            return instance;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PolicyUnavailableException.Interrupted(e);
        }
    }
}
