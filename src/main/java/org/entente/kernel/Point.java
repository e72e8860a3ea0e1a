package org.entente.kernel;

/** A place on WGS 84, in degrees; whole or absent, so that no half of it can be unknown. */
public record Point(double longitude, double latitude) {}
