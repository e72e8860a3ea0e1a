package org.entente.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The committed realm with two more clients, whose tokens are truly signed by it and still must not be accepted. */
final class TestRealm {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path REALM = Path.of("realm-config", "entente-realm.json");
    private static final Path WRITTEN = Path.of("target", "test-realm.json");

    private TestRealm() {}

    static Path write() {
        try {
            var realm = (ObjectNode) JSON.readTree(REALM.toFile());
            var clients = (ArrayNode) realm.get("clients");
            var cli = cli(clients);
            clients.add(client(cli, "short-lived", "5"));
            var foreign = client(cli, "foreign", "300");
            var scopes = foreign.putArray("defaultClientScopes");
            scopes.add("basic").add("roles").add("profile"); // without "hub", which names the hub as the audience
            clients.add(foreign);
            Files.createDirectories(WRITTEN.getParent());
            JSON.writeValue(WRITTEN.toFile(), realm);
            return WRITTEN;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static ObjectNode cli(ArrayNode clients) {
        for (var client : clients) {
            if (client.get("clientId").asText().equals("entente-cli")) return (ObjectNode) client;
        }
        throw new IllegalStateException("the realm has no client for the command line");
    }

    private static ObjectNode client(ObjectNode cli, String id, String lifespanSeconds) {
        var client = cli.deepCopy().put("clientId", id);
        client.putObject("attributes").put("access.token.lifespan", lifespanSeconds);
        return client;
    }
}
