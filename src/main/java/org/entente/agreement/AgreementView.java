package org.entente.agreement;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.entente.policy.Action;

/** An agreement as its parties see it. */
@Name("Agreement")
public record AgreementView(
        @NonNull @Id String id,

        @NonNull @Description("Of its newest version; a change must name it")
        int version,

        @NonNull @Description("Of its newest version") AgreementState state,

        @NonNull @Description("The partners that are parties to the newest version")
        List<@NonNull String> parties,

        @Description("When the notice that a party gave ends")
        Instant terminatesAt,

        @NonNull VersionView newest,

        @Description("The version that all parties signed, while nothing took its place; it holds during its period")
        VersionView signed) {

    @Name("AgreementVersion")
    public record VersionView(
            int version,
            @NonNull AgreementState state,
            @NonNull String title,
            @NonNull List<@NonNull String> parties,
            @NonNull Instant startsAt,
            Instant endsAt,

            @NonNull @Description("How long before its end a party must give notice, an ISO 8601 period")
            String notice,

            @NonNull List<@NonNull ArticleView> articles,
            @NonNull List<@NonNull SignatureView> signatures,

            @NonNull @Description("The partner that proposed it")
            String proposer,

            @NonNull Instant recordedAt) {

        static VersionView of(
                Agreement agreement, AgreementState state, List<AgreementSignature> signatures, String language) {
            return new VersionView(
                    agreement.version,
                    state,
                    agreement.titles.get(language),
                    List.of(agreement.parties),
                    agreement.startsAt,
                    agreement.endsAt,
                    agreement.notice,
                    agreement.articles.stream()
                            .map(article -> ArticleView.of(article, language))
                            .toList(),
                    signatures.stream().map(SignatureView::of).toList(),
                    agreement.proposer,
                    agreement.recordedAt);
        }
    }

    @Name("Article")
    public record ArticleView(
            @NonNull String number,

            @NonNull @Description("In the language that the request accepts")
            String text,

            @NonNull List<@NonNull ArticleText> texts,
            List<@NonNull String> purposes,
            List<@NonNull Action> actions,
            boolean anonymisedOnly,
            Integer minimumGroupSize,
            boolean noOnwardSharing,
            String retention,
            boolean notifyOwner,
            boolean competentAuthorityOnly,
            Instant startsAt,
            Instant endsAt) {

        static ArticleView of(Article article, String language) {
            return new ArticleView(
                    article.number(),
                    article.texts().get(language),
                    article.texts().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(text -> new ArticleText(text.getKey(), text.getValue()))
                            .toList(),
                    article.purposes(),
                    article.actions(),
                    article.anonymisedOnly(),
                    article.minimumGroupSize(),
                    article.noOnwardSharing(),
                    article.retention(),
                    article.notifyOwner(),
                    article.competentAuthorityOnly(),
                    article.from(),
                    article.until());
        }
    }

    public record ArticleText(
            @NonNull String language, @NonNull String text) {}

    @Name("Signature")
    public record SignatureView(
            @NonNull String party,
            @NonNull Instant signedAt,
            @NonNull String signedBy) {
        static SignatureView of(AgreementSignature signature) {
            return new SignatureView(signature.party, signature.signedAt, signature.signedBy);
        }
    }
}
