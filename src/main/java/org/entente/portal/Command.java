package org.entente.portal;

import org.entente.policy.AccessLevel;

/** The command line that asks the hub for a dataset. */
final class Command {
    private static final String RECORDS = "records(dataset: \\\"%s\\\", first: 10) { edges { node { values } } }";
    private static final String DATASET = "dataset(id: \\\"%s\\\") { title description }";
    private static final String TOKEN = """
            -H "Authorization: Bearer $TOKEN" \\
              -H "Entente-Purpose: $PURPOSE" \\
            """;

    private Command() {}

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
