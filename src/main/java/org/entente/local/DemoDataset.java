package org.entente.local;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * One dataset of a demo catalogue, as {@code demo/<partner>.json} says it.
 *
 * @param themes codes of the EU data-theme authority, such as {@code TRAN}
 * @param keywords by language
 * @param access null where the partner leaves it unsaid, so that the source's default applies
 * @param legislation null or empty where no law is named
 * @param frequency a code of the EU frequency authority
 */
record DemoDataset(
        String key,
        Bilingual title,
        Bilingual description,
        List<String> themes,
        Map<String, List<String>> keywords,
        Access access,
        List<Law> legislation,
        Licence licence,
        String frequency,
        LocalDate issued,
        LocalDate modified,
        List<Distribution> distributions) {

    DemoDataset {
        legislation = legislation == null ? List.of() : legislation;
    }

    /** @param file null where the portal describes the data and does not hand out records */
    record Distribution(MediaFormat format, String file) {}

    /** A code of the EU access-right authority. */
    enum Access {
        PUBLIC,
        RESTRICTED,
        NON_PUBLIC
    }

    /** The law that a dataset falls under, with its European Legislation Identifier. */
    enum Law {
        GDPR("http://data.europa.eu/eli/reg/2016/679/oj"),
        LED("http://data.europa.eu/eli/dir/2016/680/oj"),
        OPEN_DATA("http://data.europa.eu/eli/dir/2019/1024/oj");

        final String iri;

        Law(String iri) {
            this.iri = iri;
        }
    }
}
