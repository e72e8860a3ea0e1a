package org.entente.index;

/** Fired in the transaction that filled the outbox; observed after its commit. */
public record OutboxSignal(String projection) {}
