package org.entente.portal;

import java.time.Instant;
import java.util.List;
import org.entente.catalogue.Dataset;
import org.entente.catalogue.DatasetField;
import org.entente.identity.Caller;
import org.entente.policy.Regime;

/**
 * A dataset with all that its page tells; what its publisher does not say is null.
 *
 * @param licenceText where it can be read
 * @param hasRecords whether the hub holds its records
 * @param downloads the formats in which anyone may take them away
 */
public record DatasetView(
        Card card,
        Regime regime,
        String licence,
        String licenceText,
        String frequency,
        Instant issued,
        String landingPage,
        List<String> keywords,
        List<Link> distributions,
        List<DatasetField> fields,
        boolean hasRecords,
        List<String> downloads) {

    /**
     * Where to get it.
     *
     * @param size in bytes as declared, null where it is not
     */
    public record Link(String address, String title, String format, boolean isFile, Long size) {}

    /** Asks the hub at this address (with a slash at its end) for the first records, or where none are loaded for the dataset. */
    public String command(String hub) {
        return Command.of(this, hub);
    }

    /** Asks the owner for access, through the hub at this address. */
    public String asking(String hub) {
        return Command.asking(this, hub);
    }

    static DatasetView of(
            Dataset dataset, List<DatasetField> fields, boolean hasRecords, List<String> downloads, Wording wording) {
        var draft = dataset.draft;
        return new DatasetView(
                Card.of(dataset, wording),
                dataset.regime,
                draft.licence() == null ? null : wording.licence(draft.licence()),
                Links.web(draft.licence()),
                draft.frequency() == null ? null : wording.frequency(draft.frequency()),
                draft.issued(),
                Links.web(draft.landingPage()),
                draft.keywords(),
                Links.of(dataset.distributionsFor(Caller.CITIZEN)),
                fields,
                hasRecords,
                downloads);
    }
}
