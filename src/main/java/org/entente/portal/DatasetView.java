package org.entente.portal;

import java.time.Instant;
import java.util.List;
import org.entente.catalogue.Dataset;
import org.entente.catalogue.DatasetField;
import org.entente.identity.Caller;
import org.entente.kernel.FieldType;
import org.entente.policy.AccessLevel;
import org.entente.policy.Regime;

/**
 * A dataset with all that its page tells; what its publisher does not say is null.
 *
 * @param licenceText where it can be read
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
        List<DatasetField> fields) {

    /**
     * Where to get it.
     *
     * @param size in bytes as declared, null where it is not
     */
    public record Link(String address, String title, String format, boolean isFile, Long size) {}

    /** The formats in which anyone may take away its records; none where there are none, or not for anyone. */
    public List<String> downloads() {
        if (card.access() != AccessLevel.OPEN || fields.isEmpty()) {
            return List.of();
        }
        boolean hasPlace = fields.stream().anyMatch(field -> field.type == FieldType.POINT);
        return hasPlace ? List.of("csv", "json", "geojson", "parquet") : List.of("csv", "json", "parquet");
    }

    /** Asks the hub at this address (with a slash at its end) for the first records, or where none are loaded for the dataset. */
    public String command(String hub) {
        return Command.of(this, hub);
    }

    /** Asks the owner for access, through the hub at this address. */
    public String asking(String hub) {
        return Command.asking(this, hub);
    }

    static DatasetView of(Dataset dataset, List<DatasetField> fields, Wording wording) {
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
                fields);
    }
}
