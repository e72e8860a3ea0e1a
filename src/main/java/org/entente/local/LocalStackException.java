package org.entente.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Why the local servers cannot run. The message is for the person at the terminal and says what to do. */
public abstract sealed class LocalStackException extends RuntimeException {

    private LocalStackException(String message, Throwable cause) {
        super(message, cause);
    }

    public static final class PortTaken extends LocalStackException {
        PortTaken(String server, int port, String property) {
            super(
                    "Port %d, which %s needs, is taken. Free it or choose another with %s (environment: %s)."
                            .formatted(port, server, property, environment(property)),
                    null);
        }

        private static String environment(String property) {
            return property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        }
    }

    public static final class StateInUse extends LocalStackException {
        StateInUse(Path state) {
            super("Another hub is running on %s; stop it first.".formatted(state), null);
        }
    }

    public static final class NotAssembled extends LocalStackException {
        NotAssembled(String server, Path folder) {
            super("%s is not in %s; build it with: ./entente run, or mvn package".formatted(server, folder), null);
        }
    }

    public static final class Ended extends LocalStackException {
        Ended(String server, int status, Path log, String tail) {
            super("%s ended with status %d. The end of %s:%n%s".formatted(server, status, log, tail), null);
        }
    }

    public static final class TooSlow extends LocalStackException {
        TooSlow(String server, Duration timeout, Path log, String tail) {
            super(
                    "%s did not answer within %d s (entente.local.start-timeout). The end of %s:%n%s"
                            .formatted(server, timeout.toSeconds(), log, tail),
                    null);
        }
    }

    public static final class NotPrepared extends LocalStackException {
        NotPrepared(String server, Path state, Exception cause) {
            super("%s cannot be prepared in %s: %s".formatted(server, state, cause.getMessage()), cause);
        }
    }
}
