package org.entente.local;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A JVM that runs the servers until it is killed; says so on its output when all of them answer. */
final class StackProgram {

    static final String READY = "ready: ";

    private StackProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        var config = TestStack.config(Path.of(arguments[0]), Map.of("entente.local.postgresql.durable", "true"));
        var stack = LocalStack.start(config, property -> false, line -> {});
        stack.properties().forEach((name, value) -> System.out.println(name + "=" + value));
        System.out.println(READY);
        new CountDownLatch(1).await();
    }
}
