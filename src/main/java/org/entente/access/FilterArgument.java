package org.entente.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.entente.kernel.Filter;
import org.entente.kernel.FilterJson;

/** A {@link Filter} as a GraphQL argument: the same form as its JSON, exactly one member an object. */
@Name("Filter")
@Description(
        "Exactly one member. A row is taken only where the statement is true: absent values are never equal, unequal,"
                + " less or greater; ask for them with not exists.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FilterArgument(
        List<FilterArgument> and,
        List<FilterArgument> or,
        FilterArgument not,
        Comparison eq,
        Comparison ne,
        Comparison lt,
        Comparison le,
        Comparison gt,
        Comparison ge,
        Membership in,
        Existence exists,
        Comparison prefix,
        AreaMembership inArea,
        Between interval) {

    @Name("FilterComparison")
    public record Comparison(@NonNull String field, @NonNull Object value) {}

    @Name("FilterMembership")
    public record Membership(@NonNull String field, @NonNull List<Object> values) {}

    @Name("FilterExistence")
    public record Existence(@NonNull String field) {}

    @Name("FilterAreaMembership")
    public record AreaMembership(
            @NonNull String field, @NonNull String area) {}

    @Name("FilterInterval")
    @Description("from <= field < to")
    public record Between(
            @NonNull String field,
            @NonNull Object from,
            @NonNull Object to) {}

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /**
     * @param argument the argument's name, for the path in errors
     * @return {@link Filter#ALL} for an argument that was not given
     */
    public static Filter read(FilterArgument given, String argument) {
        return given == null ? Filter.ALL : FilterJson.read(given.json(), argument);
    }

    public static FilterArgument of(Filter filter) {
        return MAPPER.convertValue(FilterJson.write(filter), FilterArgument.class);
    }

    public JsonNode json() {
        return MAPPER.valueToTree(this);
    }
}
