package org.entente.local;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Starts the local servers, where the configuration asks for them, and then the hub. */
@QuarkusMain
public final class Main {

    /** The hub ends its requests within this time; its servers wait for it no longer. */
    private static final long HUB_STOPS_WITHIN_SECONDS = 15;

    private Main() {}

    public static void main(String... arguments) {
        var hubStopped = new CountDownLatch(1);
        var config = ConfigUtils.configBuilder().withMapping(LocalConfig.class).build();
        if (config.getConfigMapping(LocalConfig.class).enabled() && !startServers(config, hubStopped)) System.exit(1);
        var usual = ApplicationLifecycleManager.getDefaultExitCodeHandler();
        ApplicationLifecycleManager.setDefaultExitCodeHandler((status, failure) -> {
            hubStopped.countDown();
            usual.accept(status, failure);
        });
        Quarkus.run(arguments);
    }

    /** Returns whether they run; what is wrong has been said otherwise. */
    private static boolean startServers(SmallRyeConfig config, CountDownLatch hubStopped) {
        try {
            var told = RunningStack.startOnce(
                    () -> start(config), () -> hubStopped.await(HUB_STOPS_WITHIN_SECONDS, TimeUnit.SECONDS));
            told.forEach(System::setProperty);
            return true;
        } catch (LocalStackException failure) {
            System.err.println(failure.getMessage());
            return false;
        }
    }

    private static LocalStack start(SmallRyeConfig config) {
        System.out.println("Starting the local servers:");
        return LocalStack.start(
                config.getConfigMapping(LocalConfig.class), config::isPropertyPresent, System.out::println);
    }
}
