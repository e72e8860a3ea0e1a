package org.entente.catalogue;

import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Description;
import org.entente.access.Page;
import org.entente.identity.Partner;
import org.entente.kernel.HubException;
import org.entente.kernel.WholeLists;
import org.entente.policy.AccessLevel;

/** The question and the answer of a catalogue search, the same for GraphQL and for the pages. */
public final class DatasetSearch {
    private DatasetSearch() {}

    /** Which of the visible datasets; within a list any, between lists all. Null and empty mean: any. */
    public record DatasetFilter(
            @Size(max = 100) @Description("Codes of the EU's data themes")
            List<String> themes,

            @Size(max = 100) @Description("Ids of partners") List<String> owners,
            @Size(max = 100) List<AccessLevel> accessLevels,

            @Size(max = 100) @Description("As the publishers say them; one that nobody says finds nothing")
            List<String> formats,

            @Size(max = 100) @Description("As the publishers say them; one that nobody says finds nothing")
            List<String> licences) {
        public static final DatasetFilter ANY = new DatasetFilter(null, null, null, null, null);

        /**
         * Themes and partners are known to everyone: one that there is not is a mistake, not a choice without datasets.
         *
         * @throws HubException BAD_INPUT, of a list with a null in it too
         */
        void requireKnown() {
            WholeLists.require("filter", themes, owners, accessLevels, formats, licences);
            DataTheme.requireCodes(themes, "filter.themes");
            Partner.requireKnown(owners, "filter.owners");
        }
    }

    public enum DatasetOrder {
        /** Best first; without words the newest first. */
        RELEVANCE,
        MODIFIED
    }

    /**
     * @param text words in any language of the catalogue, null or blank for all
     * @param first 1 to 100
     * @param after the cursor of the last hit of the page before, null for the first page
     * @param counted whether the facets are asked for: counting them is half of a search's cost
     */
    public record Query(
            String text, DatasetFilter filter, DatasetOrder order, int first, String after, boolean counted) {
        public Query(String text, DatasetFilter filter, DatasetOrder order, int first, String after) {
            this(text, filter, order, first, after, true);
        }
    }

    public record Hit(UUID id, DatasetCursor position) {}

    /** Counts of visible datasets by a value, under the other facets' choices. */
    public record Facet(String name, List<Bucket> buckets) {}

    public record Bucket(String value, long count) {}

    public record Answer(Page<Hit> page, List<Facet> facets, long totalCount) {
        public List<Hit> hits() {
            return page.rows();
        }
    }

    /** What the index must hold of a dataset beyond its draft; times are stored at day precision. */
    static Instant modified(Dataset dataset) {
        var modified = dataset.draft.modified();
        return modified == null ? dataset.recordedAt : modified;
    }
}
