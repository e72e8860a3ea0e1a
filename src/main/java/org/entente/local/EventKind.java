package org.entente.local;

/** A kind of event in the city. */
interface EventKind {

    Occurrence occurrence();
}
