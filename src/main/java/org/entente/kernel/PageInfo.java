package org.entente.kernel;

/**
 * Relay's page information, forwards only.
 *
 * @param endCursor null on an empty page
 */
public record PageInfo(boolean hasNextPage, String endCursor) {}
