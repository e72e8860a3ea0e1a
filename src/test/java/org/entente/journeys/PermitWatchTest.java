package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.entente.access.Access;
import org.entente.access.Decided;
import org.entente.access.Permit;
import org.entente.access.PermitWatch;
import org.entente.identity.Caller;
import org.entente.local.LocalStackResource;
import org.entente.policy.Action;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is watched over does not wait for who else is. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class PermitWatchTest {
    @Inject
    City city;

    @Inject
    Access access;

    @Inject
    PermitWatch watch;

    @BeforeEach
    void the_city_is_there() throws Exception {
        city.await();
    }

    private Permit watched(Action action, Consumer<Decided> changed) throws Exception {
        var decided = access.decide(Caller.CITIZEN, action, city.id(City.PLACES));
        return watch.watch(Caller.CITIZEN, decided, changed, lost -> {});
    }

    private void advance() throws Exception {
        city.execute("update governance_epoch set epoch = epoch + 1");
    }

    @Test
    void one_that_takes_long_holds_up_no_other() throws Exception {
        var slow = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        var others = new CountDownLatch(2);
        try (var held = watched(Action.SUBSCRIBE, now -> {
                    begun.countDown();
                    awaitUninterrupted(slow);
                });
                var other = watched(Action.READ, now -> others.countDown())) {
            advance();
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            while (others.getCount() > 0) {
                advance();
                other.awaitConfirmed();
            }
            slow.countDown();
            held.awaitConfirmed();
        } finally {
            slow.countDown();
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
