package org.entente.observatory;

/** A saved state is damaged or of a version that this build does not know; the series must be learnt anew from its observations. */
public final class UnreadableStateException extends RuntimeException {
    UnreadableStateException(String message) {
        super(message);
    }
}
