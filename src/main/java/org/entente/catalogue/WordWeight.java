package org.entente.catalogue;

/**
 * How telling a word is among the datasets that anyone may know of.
 *
 * @param rare at most two of them have it: it is looked for with typing errors too
 */
record WordWeight(double weight, boolean rare) {
    private static final int RARE = 2;
    private static final double MOST = 8;
    private static final double LEAST = 0.25;

    /**
     * BM25's inverse document frequency, {@code ln(1 + (n - df + 0.5) / (df + 0.5))}, in quarters: sums of such weights are exact
     * in any order, and a few changed documents do not reorder answers. Rare words weigh at most 8, or one typing error would
     * outweigh all else.
     *
     * @param datasets how many there are
     * @param having how many of them have the word
     */
    static WordWeight of(long datasets, long having) {
        var idf = Math.log(1 + (datasets - having + 0.5) / (having + 0.5));
        var quarters = Math.max(LEAST, Math.rint(idf * 4) / 4);
        var rare = having <= RARE;
        return new WordWeight(rare ? Math.min(MOST, quarters) : quarters, rare);
    }
}
