package org.entente.local;

/** A kind of event: how frequent it is beside the others, when it happens, and where. */
interface EventKind {

    int weight();

    Rhythm rhythm();

    Pull pull();
}
