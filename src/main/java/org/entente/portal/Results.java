package org.entente.portal;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entente.catalogue.Dataset;
import org.entente.catalogue.DatasetSearch.Answer;
import org.entente.catalogue.DatasetSearch.Bucket;
import org.entente.identity.Partner;

/**
 * A page of results in the reader's words.
 *
 * @param nextPage null on the last page
 */
public record Results(List<Card> cards, List<Facet> facets, long total, String nextPage) {

    /** @param datasets those of the answer's hits */
    static Results of(Answer answer, List<Dataset> datasets, SearchForm form, Language language) {
        var page = answer.page().info();
        var wording = new Wording(language, owners(datasets, buckets(answer, FacetName.OWNER), form));
        return new Results(
                datasets.stream().map(dataset -> Card.of(dataset, wording)).toList(),
                Arrays.stream(FacetName.values())
                        .map(name -> Facet.of(name, buckets(answer, name), form, wording))
                        .filter(facet -> !facet.choices().isEmpty())
                        .toList(),
                answer.totalCount(),
                page.hasNextPage() ? form.pageAfter(page.endCursor()) : null);
    }

    public List<Facet.Choice> chosen() {
        return facets.stream().flatMap(facet -> facet.chosen().stream()).toList();
    }

    /** To start from, on the first page. */
    public List<Facet.Choice> themes() {
        return facets.stream()
                .filter(facet -> facet.name() == FacetName.THEME)
                .flatMap(facet -> facet.choices().stream())
                .toList();
    }

    private static List<Bucket> buckets(Answer answer, FacetName name) {
        return answer.facets().stream()
                .filter(facet -> facet.name().equals(name.facet()))
                .flatMap(facet -> facet.buckets().stream())
                .toList();
    }

    private static Map<String, Partner> owners(List<Dataset> datasets, List<Bucket> buckets, SearchForm form) {
        var named = Stream.of(
                        datasets.stream().map(dataset -> dataset.owner),
                        buckets.stream().map(Bucket::value),
                        form.chosen().get(FacetName.OWNER).stream())
                .flatMap(Function.identity())
                .collect(Collectors.toSet());
        return Partner.byId(named);
    }
}
