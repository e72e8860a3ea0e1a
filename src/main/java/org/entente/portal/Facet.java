package org.entente.portal;

import java.util.List;
import java.util.stream.Stream;
import org.entente.catalogue.DatasetSearch.Bucket;

/** What results can be narrowed by, as checkboxes; the later ones of a long list are folded away. */
public record Facet(FacetName name, List<Choice> choices) {
    private static final int UNFOLDED = 6;

    /** @param toggled the address at which this choice is made, or no more made */
    public record Choice(String value, String label, long count, boolean chosen, String toggled) {}

    static Facet of(FacetName name, List<Bucket> buckets, SearchForm form, Wording wording) {
        var chosen = form.chosen().get(name);
        var absent = chosen.stream()
                .filter(value ->
                        buckets.stream().noneMatch(bucket -> bucket.value().equals(value)))
                .map(value -> new Bucket(value, 0));
        var choices = Stream.concat(buckets.stream(), absent).map(bucket -> {
            var value = bucket.value();
            var label = wording.of(name, value);
            return new Choice(value, label, bucket.count(), chosen.contains(value), form.toggled(name, value));
        });
        return new Facet(name, choices.toList());
    }

    public List<Choice> first() {
        return choices.stream().limit(UNFOLDED).toList();
    }

    public List<Choice> rest() {
        return choices.stream().skip(UNFOLDED).toList();
    }

    public boolean isRestChosen() {
        return rest().stream().anyMatch(Choice::chosen);
    }

    public List<Choice> chosen() {
        return choices.stream().filter(Choice::chosen).toList();
    }
}
