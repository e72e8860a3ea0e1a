package org.entente.access;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLUnionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.entente.kernel.HubException;

/**
 * Apollo Federation's {@code _entities}: what a gateway asks for by key, and what it may ask with. SmallRye takes a representation for whichever
 * operation has its arguments and its type, queries as well as resolvers; so only keys of entities are let through to it.
 */
public final class Entities {
    static final String FIELD = "_entities";
    private static final String REPRESENTATIONS = "representations";
    private static final String TYPE = "__typename";
    private static final String KEY = "id";
    private static final int MOST = 100;

    private Entities() {}

    static DataFetcher<?> checking(DataFetcher<?> fetcher) {
        return environment -> {
            check(representations(environment), types(environment.getGraphQLSchema()));
            return fetcher.get(environment);
        };
    }

    private static Set<String> types(GraphQLSchema schema) {
        return ((GraphQLUnionType) schema.getType("_Entity"))
                .getTypes().stream().map(GraphQLNamedType::getName).collect(Collectors.toSet());
    }

    private static void check(List<?> representations, Set<String> types) {
        if (representations.size() > MOST) {
            throw HubException.limitExceeded(REPRESENTATIONS, "At most " + MOST + " representations");
        }
        for (int i = 0; i < representations.size(); i++) {
            check(representations.get(i), types, REPRESENTATIONS + "[" + i + "]");
        }
    }

    private static void check(Object representation, Set<String> types, String path) {
        if (!(representation instanceof Map<?, ?> said)
                || !(said.get(TYPE) instanceof String type)
                || !types.contains(type)) {
            throw HubException.badInput(path + "." + TYPE, "There are " + types);
        }
        if (!said.keySet().equals(Set.of(TYPE, KEY)) || !(said.get(KEY) instanceof String)) {
            throw HubException.badInput(path, "The type and a text as its id are expected, and nothing else");
        }
    }

    private static List<?> representations(DataFetchingEnvironment environment) {
        return (List<?>) environment.getExecutionStepInfo().getArgument(REPRESENTATIONS);
    }

    /** Where in the answer an entity stands that is being resolved: one at least, since the same may be asked for several times. */
    public static List<String> paths(String id) {
        var environment = Request.environment();
        var asked = representations(environment);
        var paths = new ArrayList<String>();
        for (int i = 0; i < asked.size(); i++) {
            if (asked.get(i) instanceof Map<?, ?> said && id.equals(said.get(KEY))) {
                paths.add(environment.getExecutionStepInfo().getPath() + "[" + i + "]");
            }
        }
        return paths;
    }
}
