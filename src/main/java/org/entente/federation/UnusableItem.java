package org.entente.federation;

/** One dataset that cannot be taken; the message is a sentence for stewards. */
final class UnusableItem extends RuntimeException {
    UnusableItem(String reason) {
        super(reason);
    }
}
