package org.entente.kernel;

/**
 * How large a filter may be; checked by whatever walks it first, on the way down, so that nothing recurses without end.
 *
 * @param depth nested and, or, not
 * @param parts and, or, not and statements about fields together
 * @param list values of one {@code in}
 */
public record FilterBounds(int depth, int parts, int list) {
    /** What one author may write: a caller's argument, a consent, a rule. */
    public static final FilterBounds WRITTEN = new FilterBounds(16, 512, 1_000);

    /**
     * What the hub may put together of those, or decide for a partner with many grants. Elasticsearch ends at 30 nested bool
     * queries and 65,536 terms.
     */
    public static final FilterBounds COMBINED = new FilterBounds(24, 20_000, 65_000);

    /** Counts along one walk. */
    static final class Count {
        private final FilterBounds bounds;
        private int parts;

        Count(FilterBounds bounds) {
            this.bounds = bounds;
        }

        void part(FilterPath path, int depth) {
            if (depth > bounds.depth) throw exceeded(path, "nested deeper than " + bounds.depth);
            if (++parts > bounds.parts) throw exceeded(path, "more than " + bounds.parts + " parts");
        }

        void list(FilterPath path, int size) {
            if (size > bounds.list) throw exceeded(path, "more than " + bounds.list + " values");
        }

        private static HubException exceeded(FilterPath path, String what) {
            return HubException.limitExceeded(path.toString(), "The filter is too large: " + what);
        }
    }
}
