package org.entente.local;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Gives a {@code @QuarkusTest} the servers of this test run: {@code @WithTestResource(LocalStackResource.class)}. */
public final class LocalStackResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return TestStack.shared();
    }

    /** Nothing: the servers serve all test classes and end with the JVM. */
    @Override
    public void stop() {}
}
