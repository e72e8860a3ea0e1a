package org.entente.portal;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.entente.catalogue.Dataset;
import org.entente.catalogue.Distribution;
import org.entente.policy.AccessLevel;

/** A dataset among the results. */
public record Card(
        UUID id,
        Said title,
        Said description,
        String owner,
        String publisher,
        AccessLevel access,
        List<String> themes,
        List<String> formats,
        Instant modified) {

    static Card of(Dataset dataset, Wording wording) {
        var draft = dataset.draft;
        return new Card(
                dataset.id,
                Said.of(draft.titles(), wording.language()),
                Said.of(draft.descriptions(), wording.language()),
                wording.owner(dataset.owner),
                publisher(dataset, wording),
                dataset.accessLevel,
                draft.themes().stream().map(wording::theme).toList(),
                formats(draft.distributions()),
                draft.modified());
    }

    /** Null where the owner publishes it under its own name. */
    static String publisher(Dataset dataset, Wording wording) {
        var publisher = dataset.draft.publisher();
        return wording.owner(dataset.owner).equalsIgnoreCase(publisher) ? null : publisher;
    }

    private static List<String> formats(List<Distribution> distributions) {
        return distributions.stream()
                .map(Distribution::format)
                .filter(format -> format != null)
                .map(Wording::format)
                .distinct()
                .toList();
    }
}
