package org.entente.local;

/** A text in French and in English. */
record Bilingual(String fr, String en) {}
