package org.entente.local;

import java.util.Arrays;
import java.util.List;
import org.entente.agreement.AgreementInput;
import org.entente.agreement.ArticleInput;
import org.entente.policy.Action;

/**
 * A convention of the demo city, as {@code demo/agreements.json} says it.
 *
 * @param parties the first one proposes it
 */
record DemoAgreement(
        String key, Bilingual title, List<String> parties, String notice, List<DemoAgreement.Article> articles) {

    /** What is left out demands nothing. */
    record Article(
            String number,
            Bilingual text,
            List<String> purposes,
            List<Action> actions,
            boolean noOnwardSharing,
            String retention,
            Integer minimumGroupSize,
            boolean notifyOwner,
            boolean competentAuthorityOnly) {

        private ArticleInput input() {
            return new ArticleInput(
                    number,
                    text.fr(),
                    text.en(),
                    purposes,
                    actions,
                    false,
                    minimumGroupSize,
                    noOnwardSharing,
                    retention,
                    notifyOwner,
                    competentAuthorityOnly,
                    null,
                    null);
        }
    }

    static List<DemoAgreement> all() {
        return Arrays.asList(DemoCity.read("agreements.json", DemoAgreement[].class));
    }

    AgreementInput input() {
        return new AgreementInput(
                title.fr(),
                title.en(),
                parties,
                null,
                null,
                notice,
                articles.stream().map(Article::input).toList());
    }
}
