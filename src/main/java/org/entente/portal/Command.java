package org.entente.portal;

import java.util.stream.Collectors;
import org.entente.policy.AccessLevel;

/** The command line that asks the hub for a dataset. */
final class Command {
    private static final String RECORDS = "records(dataset: \\\"%s\\\", first: 10) { edges { node { values } } }";
    private static final String DATASET = "dataset(id: \\\"%s\\\") { title description }";
    private static final String TOKEN = """
            -H "Authorization: Bearer $TOKEN" \\
              -H "Entente-Purpose: $PURPOSE" \\
            """;

    private static final String ASKING = """
            curl %sgraphql \\
              -H "Content-Type: application/json" \\
              -H "Authorization: Bearer $TOKEN" \\
              -d '{"query": "mutation ($request: AccessRequestInput!, $key: String!) {
                    requestAccess(request: $request, idempotencyKey: $key) { id state } }",
                   "variables": {"key": "request-1", "request": {"datasets": ["%s"], "purpose": "statistics",
                    "actions": ["READ"], "fields": [%s], "justification": "…"}}}'""";
    private static final int FIELDS = 3;

    private Command() {}

    static String asking(DatasetView view, String hub) {
        var fields = view.fields().stream()
                .limit(FIELDS)
                .map(field -> "\"" + field.name + "\"")
                .collect(Collectors.joining(", "));
        return ASKING.formatted(hub, view.card().id(), fields);
    }

    static String of(DatasetView view, String hub) {
        boolean hasRecords = !view.fields().isEmpty();
        boolean needsToken = hasRecords && view.card().access() != AccessLevel.OPEN;
        return """
                curl %sgraphql \\
                  -H "Content-Type: application/json" \\
                  %s-d '{"query": "{ %s }"}'""".formatted(
                        hub,
                        needsToken ? TOKEN + "  " : "",
                        (hasRecords ? RECORDS : DATASET).formatted(view.card().id()));
    }
}
