package org.entente.policy;

import java.time.Duration;

/**
 * The policies gave no usable answer. Nothing is permitted, but it is no denial either: the caller did nothing wrong,
 * and an operator must act.
 */
public abstract sealed class PolicyUnavailableException extends RuntimeException {

    private PolicyUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A rule has no value for an input, though each has one for every input. */
    public static final class Undefined extends PolicyUnavailableException {
        Undefined(Entrypoint entrypoint) {
            super("%s has no value for this input".formatted(entrypoint.path()), null);
        }
    }

    /** The answer is not of the form it must have. */
    public static final class Malformed extends PolicyUnavailableException {
        Malformed(Entrypoint entrypoint, String problem) {
            super("%s gave an unusable answer: %s".formatted(entrypoint.path(), problem), null);
        }

        Malformed(Entrypoint entrypoint, Throwable cause) {
            super("%s gave an unusable answer".formatted(entrypoint.path()), cause);
        }
    }

    /** The evaluation was cut short by an error of the engine. */
    public static final class Broken extends PolicyUnavailableException {
        Broken(Entrypoint entrypoint, Throwable cause) {
            super("%s could not be evaluated".formatted(entrypoint.path()), cause);
        }
    }

    /** No engine became free in time. */
    public static final class Busy extends PolicyUnavailableException {
        Busy(Duration waited) {
            super("no policy engine became free within %s".formatted(waited), null);
        }
    }

    /** The thread was interrupted while it waited. */
    public static final class Interrupted extends PolicyUnavailableException {
        Interrupted(InterruptedException cause) {
            super("interrupted while waiting for the policies", cause);
        }
    }

    /** The OPA server did not answer. */
    public static final class Unreachable extends PolicyUnavailableException {
        Unreachable(Throwable cause) {
            super("the OPA server did not answer", cause);
        }
    }

    /** The OPA server answered with an error. */
    public static final class Refused extends PolicyUnavailableException {
        Refused(int status) {
            super("the OPA server answered with status %d".formatted(status), null);
        }
    }

    /** The OPA server holds other policies than this hub. */
    public static final class OtherRelease extends PolicyUnavailableException {
        OtherRelease(String expected, String found) {
            super("the OPA server holds release %s instead of %s".formatted(found, expected), null);
        }
    }
}
