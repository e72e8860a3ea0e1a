package org.entente.observatory;

import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Input;
import org.entente.catalogue.DataTheme;
import org.entente.catalogue.Dataset;
import org.entente.identity.Partner;
import org.entente.kernel.WholeLists;

/** Which of the anomalies that one may see; within a list any, between lists all. Null and empty mean: any. */
@Input("AnomalyFilter")
public record AnomalyFilter(
        Instant from,
        @Description("Exclusive") Instant to,

        @Size(max = 100)
        @Description("Codes of areas, of series whose place you may see; one that no place lies in finds nothing")
        List<String> areas,

        @Size(max = 100) @Description("Of the datasets' owners")
        List<String> partners,

        @Size(max = 100) @Description("Of the datasets") List<String> themes,
        @Size(max = 100) List<Severity> severities,
        @Size(max = 100) List<EvidenceKind> kinds,

        @Size(max = 100) @Id @Description("One that you may not know of finds nothing, like one that there is not")
        List<String> datasets,

        @Size(max = 100) @Id List<String> series) {
    static final AnomalyFilter ANY = new AnomalyFilter(null, null, null, null, null, null, null, null, null);

    /** @return any, for one that was not given */
    static AnomalyFilter read(AnomalyFilter given) {
        var filter = given == null ? ANY : given;
        WholeLists.require(
                "filter",
                filter.areas,
                filter.partners,
                filter.themes,
                filter.severities,
                filter.kinds,
                filter.datasets,
                filter.series);
        DataTheme.requireCodes(filter.themes, "filter.themes");
        Instants.requirePeriod(filter.from, filter.to, "filter.");
        return filter;
    }

    /** Looks in the database, for which subscriptions have no time where they are read. */
    void requirePartners() {
        Partner.requireKnown(partners, "filter.partners");
    }

    static <T> boolean chooses(List<T> chosen, T value) {
        return chosen == null || chosen.isEmpty() || chosen.contains(value);
    }

    private static <T> boolean choosesAny(List<T> chosen, Iterable<T> values) {
        if (chosen == null || chosen.isEmpty()) {
            return true;
        }
        for (var value : values) {
            if (chosen.contains(value)) {
                return true;
            }
        }
        return false;
    }

    boolean choosesDataset(Dataset dataset) {
        return chooses(datasets, dataset.id.toString());
    }

    boolean choosesPartner(Dataset dataset) {
        return chooses(partners, dataset.owner);
    }

    boolean choosesTheme(Dataset dataset) {
        return choosesAny(themes, dataset.draft.themes());
    }

    boolean choosesPeriod(Instant at) {
        return (from == null || !at.isBefore(from)) && (to == null || at.isBefore(to));
    }

    /** @param shown what the caller sees of the areas */
    boolean choosesAreas(List<String> shown) {
        return choosesAny(areas, shown);
    }
}
