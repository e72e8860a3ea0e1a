package org.entente.access;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.entente.identity.Caller;
import org.entente.policy.AccessLevel;
import org.entente.policy.Action;
import org.entente.policy.Decision;
import org.entente.policy.Outcome;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A decision that is known, among a thousand others: its key is made of the caller's attributes and looked up. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CachedDecisionBenchmark {
    private static final int OTHERS = 1_000;
    private static final String RELEASE = "3f0c".repeat(16);

    private final Clock clock = Clock.systemUTC();
    private final DecisionCache cache = new DecisionCache(clock);
    private final UUID dataset = UUID.randomUUID();
    private final Caller caller = new Caller(
            "5d0a5a1c-5f0e-4a55-a1fc-6a1a6d5fdb3d",
            "agent-police",
            "police",
            Set.of("partner-agent"),
            Set.of("public-safety"),
            null,
            null);

    @Setup
    public void prepare() {
        keep(dataset);
        for (int i = 0; i < OTHERS; i++) {
            keep(UUID.randomUUID());
        }
    }

    private void keep(UUID about) {
        var until = clock.instant().plus(Duration.ofHours(1));
        var decision = new Decision(Outcome.PERMIT, List.of(), List.of(), List.of(), RELEASE, until);
        cache.put(key(about), new Decided(Action.READ, about, AccessLevel.DISCOVERABLE, Set.of(), decision, 1));
    }

    private DecisionCache.Key key(UUID about) {
        return new DecisionCache.Key(Subjects.of(caller), Action.READ, about, 1, RELEASE);
    }

    @Benchmark
    public Decided find() {
        return cache.find(key(dataset));
    }
}
