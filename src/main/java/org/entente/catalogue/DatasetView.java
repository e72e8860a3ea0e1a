package org.entente.catalogue;

import io.smallrye.graphql.api.federation.FieldSet;
import io.smallrye.graphql.api.federation.Key;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Ignore;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.entente.access.Request;
import org.entente.policy.AccessLevel;
import org.entente.policy.DatasetKind;
import org.entente.policy.Regime;
import org.entente.policy.Secrecy;

/** A dataset as GraphQL shows it; title and description in the language that the request accepts, all of them beside. */
@Name("Dataset")
@Key(fields = @FieldSet("id"))
public record DatasetView(
        @NonNull @Id String id,
        @NonNull String title,
        String description,
        @NonNull List<@NonNull LocalText> titles,
        @NonNull List<@NonNull LocalText> descriptions,
        @NonNull List<@NonNull String> keywords,
        @NonNull @Description("Codes of the EU data themes") List<@NonNull String> themes,
        String publisher,
        String licence,
        @NonNull AccessLevel accessLevel,
        @NonNull Regime regime,
        @NonNull Secrecy secrecy,
        @Description("The point of GDPR article 6(1)") LegalBasis legalBasis,

        @Description("How long it is kept, an ISO 8601 period")
        String retention,

        @Description("The reference of the assessment of GDPR article 35")
        String impactAssessment,

        @Description("The point of GDPR article 9(2)") SpecialCategoryCondition specialCategoryCondition,
        @NonNull DatasetKind kind,
        String landingPage,
        String frequency,
        Instant issued,
        Instant modified,

        @NonNull @Description("Counts the changes that the hub recorded")
        long version,

        @NonNull @Description("With their addresses where the data is open or yours")
        List<@NonNull Distribution> distributions,

        @Ignore String ownerId) {

    public record LocalText(
            @NonNull String language, @NonNull String text) {}

    public static DatasetView of(Dataset dataset, Request request) {
        var draft = dataset.draft;
        // a release may show a result to who may not know of its sources, whose these are
        boolean ofSources = dataset.release != null
                && !dataset.owner.equals(request.caller().partner());
        return new DatasetView(
                dataset.id.toString(),
                dataset.title(request.language()),
                dataset.description(request.language()),
                texts(draft.titles()),
                texts(draft.descriptions()),
                draft.keywords(),
                List.copyOf(draft.themes()),
                draft.publisher(),
                draft.licence(),
                dataset.accessLevel,
                dataset.regime,
                dataset.secrecy,
                dataset.legalBasis,
                ofSources ? null : dataset.retention,
                ofSources ? null : dataset.impactAssessment,
                dataset.specialCategoryCondition,
                dataset.kind,
                draft.landingPage(),
                draft.frequency(),
                draft.issued(),
                draft.modified(),
                dataset.version,
                dataset.distributionsFor(request.caller()),
                dataset.owner);
    }

    private static List<LocalText> texts(Map<String, String> byLanguage) {
        return byLanguage.entrySet().stream()
                .map(text -> new LocalText(text.getKey(), text.getValue()))
                .toList();
    }
}
