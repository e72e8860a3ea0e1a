package org.entente.local;

/**
 * How a kind of event occurs.
 *
 * @param weight how frequent it is beside the other kinds
 */
record Occurrence(int weight, Rhythm rhythm, Pull pull) {}
