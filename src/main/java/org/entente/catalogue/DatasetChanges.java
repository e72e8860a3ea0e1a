package org.entente.catalogue;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Input;
import org.entente.policy.Secrecy;

/** What an owner says of a dataset's lawfulness; what is left out stays as it is. */
@Input("DatasetChanges")
public record DatasetChanges(
        @Description(
                "Lifted by no consent and no rule; NONE can become any, STATISTICAL only stricter, the others stay")
        Secrecy secrecy,

        @Description("GDPR article 6(1)") LegalBasis legalBasis,
        @Description("GDPR article 9(2)") SpecialCategoryCondition specialCategoryCondition) {}
