package org.entente.portal;

/**
 * What every page needs around its content.
 *
 * @param translation where this page is in the other language
 */
public record Frame(Language language, String translation) {}
