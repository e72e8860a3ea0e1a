package org.entente.federation;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.entente.faults.HubClient;

/** A data steward who publishes catalogues through the hub's GraphQL interface. */
public record Steward(HubClient hub) {
    private static final String RUN =
            "{ id state code reason read created updated unchanged archived quarantined startedAt endedAt }";

    public static Steward of(String user) {
        return new Steward(HubClient.here(user));
    }

    /** Datasets that do not say their own are open and hold no personal data. */
    public String register(URI address, SourceFormat format) {
        var source = Map.of(
                "address",
                address.toString(),
                "format",
                format.name(),
                "defaultAccessLevel",
                "OPEN",
                "defaultRegime",
                "NONE");
        return register(source, UUID.randomUUID().toString()).data().path("id").asText();
    }

    HubClient.Answer register(Map<String, String> source, String key) {
        return hub.ask(
                "mutation($source: SourceInput!, $key: String!) { registerSource(source: $source, idempotencyKey: $key) { id owner } }",
                "source",
                source,
                "key",
                key);
    }

    HubClient.Answer start(String source) {
        return hub.ask("mutation($source: ID!) { harvest(source: $source) " + RUN + " }", "source", source);
    }

    /** The run as the subscription to its progress tells its end. */
    JsonNode awaitEnd(String run) {
        var heard = hub.listen("subscription($run: ID!) { harvestProgress(run: $run) " + RUN + " }", "run", run);
        return heard.getLast().data();
    }

    public JsonNode harvest(String source) {
        return awaitEnd(start(source).data().path("id").asText());
    }

    HubClient.Answer runs(String source) {
        return hub.ask(
                "query($source: ID!) { harvestRuns(source: $source) { edges { node " + RUN + " } } }",
                "source",
                source);
    }

    HubClient.Answer items(String run) {
        return hub.ask(
                "query($run: ID!) { harvestItems(run: $run, first: 100) { edges { node { key reason raw } } } }",
                "run",
                run);
    }
}
