package org.entente.portal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
              -d %s""";
    private static final String REQUEST = "mutation ($request: AccessRequestInput!, $key: String!) {"
            + " requestAccess(request: $request, idempotencyKey: $key) { id state } }";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int FIELDS = 3;

    private Command() {}

    static String asking(DatasetView view, String hub) {
        return ASKING.formatted(hub, quoted(request(view).toString()));
    }

    private static ObjectNode request(DatasetView view) {
        var body = JSON.objectNode().put("query", REQUEST);
        var variables =
                body.putObject("variables").put("key", "request-" + view.card().id());
        var request = variables.putObject("request");
        request.putArray("datasets").add(view.card().id().toString());
        request.put("purpose", "statistics").putArray("actions").add("READ");
        var fields = request.putArray("fields");
        view.fields().stream().limit(FIELDS).forEach(field -> fields.add(field.name));
        request.put("justification", "…");
        return body;
    }

    /** As one word of a shell, whatever the publisher calls the fields. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    static String of(DatasetView view, String hub) {
        boolean needsToken = view.hasRecords() && view.card().access() != AccessLevel.OPEN;
        return """
                curl %sgraphql \\
                  -H "Content-Type: application/json" \\
                  %s-d '{"query": "{ %s }"}'""".formatted(
                hub,
                needsToken ? TOKEN + "  " : "",
                (view.hasRecords() ? RECORDS : DATASET).formatted(view.card().id()));
    }
}
