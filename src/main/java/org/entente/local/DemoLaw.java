package org.entente.local;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.Map;
import java.util.Objects;
import org.entente.catalogue.Dataset;
import org.entente.catalogue.DatasetChanges;
import org.entente.catalogue.LegalBasis;
import org.entente.catalogue.SpecialCategoryCondition;
import org.entente.policy.Secrecy;

/** What makes sharing a dataset of the demo lawful, or forbids it, as {@code demo/law.json} says it; null is left as it is. */
record DemoLaw(
        LegalBasis legalBasis,
        String retention,
        String impactAssessment,
        SpecialCategoryCondition specialCategoryCondition,
        Secrecy secrecy) {

    /** By dataset key. */
    static Map<String, DemoLaw> all() {
        return DemoCity.read("law.json", new TypeReference<Map<String, DemoLaw>>() {});
    }

    DatasetChanges changes() {
        return new DatasetChanges(secrecy, legalBasis, specialCategoryCondition);
    }

    boolean changes(Dataset dataset) {
        return differs(secrecy, dataset.secrecy)
                || differs(legalBasis, dataset.legalBasis)
                || differs(specialCategoryCondition, dataset.specialCategoryCondition);
    }

    static boolean differs(Object wanted, Object recorded) {
        return wanted != null && !Objects.equals(wanted, recorded);
    }
}
