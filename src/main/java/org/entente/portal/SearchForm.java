package org.entente.portal;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.entente.catalogue.DatasetSearch.DatasetFilter;
import org.entente.catalogue.DatasetSearch.DatasetOrder;
import org.entente.catalogue.DatasetSearch.Query;
import org.entente.kernel.HubException;
import org.entente.policy.AccessLevel;

/**
 * What a reader asks for. It is all in the page's address, so that a page can be kept, shared and gone back to.
 *
 * @param text null where no words were given
 * @param after the cursor of the page before, null on the first page
 */
public record SearchForm(String text, Map<FacetName, List<String>> chosen, DatasetOrder order, String after) {
    private static final int PAGE = 20;
    /** Characters, as many as the API takes. */
    private static final int LONGEST_TEXT = 400;

    static SearchForm of(MultivaluedMap<String, String> parameters) {
        var chosen = new EnumMap<FacetName, List<String>>(FacetName.class);
        for (var facet : FacetName.values()) {
            chosen.put(facet, given(parameters, facet.parameter()).distinct().toList());
        }
        var order = given(parameters, "sort").findFirst().orElse(DatasetOrder.RELEVANCE.name());
        return new SearchForm(
                text(parameters),
                chosen,
                constant(DatasetOrder.class, "sort", order),
                given(parameters, "after").findFirst().orElse(null));
    }

    Query query() {
        var levels = chosen.get(FacetName.ACCESS).stream()
                .map(level -> constant(AccessLevel.class, FacetName.ACCESS.parameter(), level))
                .toList();
        var filter = new DatasetFilter(
                chosen.get(FacetName.THEME),
                chosen.get(FacetName.OWNER),
                levels,
                chosen.get(FacetName.FORMAT),
                chosen.get(FacetName.LICENCE));
        return new Query(text, filter, order, PAGE, after);
    }

    public boolean narrowed() {
        return chosen.values().stream().anyMatch(values -> !values.isEmpty());
    }

    /** The portal's first page, which greets. */
    public boolean isHome() {
        return text == null && after == null && !narrowed();
    }

    /** All there are, for the page to offer. */
    public List<DatasetOrder> orders() {
        return List.of(DatasetOrder.values());
    }

    /** All there are, for the page to explain. */
    public List<AccessLevel> levels() {
        return List.of(AccessLevel.values());
    }

    /** The same words without any narrowing. */
    public String everything() {
        return new SearchForm(text, Map.of(), order, null).toString();
    }

    public String firstPage() {
        return new SearchForm(text, chosen, order, null).toString();
    }

    public String sorted(DatasetOrder other) {
        return new SearchForm(text, chosen, other, null).toString();
    }

    String pageAfter(String cursor) {
        return new SearchForm(text, chosen, order, cursor).toString();
    }

    /** With this choice where it was not made, without it where it was. */
    String toggled(FacetName facet, String value) {
        var changed = new EnumMap<>(chosen);
        changed.computeIfPresent(facet, (name, values) -> {
            var others = values.stream().filter(other -> !other.equals(value)).toList();
            return others.size() < values.size()
                    ? others
                    : Stream.concat(values.stream(), Stream.of(value)).toList();
        });
        return new SearchForm(text, changed, order, null).toString();
    }

    /** Its address. */
    @Override
    public String toString() {
        var address = new Address("/");
        if (text != null) {
            address.with("q", text);
        }
        chosen.forEach((facet, values) -> values.forEach(value -> address.with(facet.parameter(), value)));
        if (order != DatasetOrder.RELEVANCE) {
            address.with("sort", order.name());
        }
        if (after != null) {
            address.with("after", after);
        }
        return address.toString();
    }

    private static String text(MultivaluedMap<String, String> parameters) {
        var text = given(parameters, "q").findFirst().orElse(null);
        if (text != null && text.length() > LONGEST_TEXT) {
            throw HubException.badInput("q", "At most " + LONGEST_TEXT + " characters");
        }
        return text;
    }

    private static Stream<String> given(MultivaluedMap<String, String> parameters, String name) {
        return parameters.getOrDefault(name, List.of()).stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String path, String value) {
        try {
            return Enum.valueOf(type, value);
        } catch (IllegalArgumentException unknown) {
            throw HubException.badInput(path, "'" + value + "' is not one of the choices");
        }
    }
}
