package org.entente.faults;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Two hubs over one database, with an agreement between two partners: started once for all tests that need them, since that takes long. */
final class TwoHubs implements BeforeAllCallback, AutoCloseable {
    static final HubProcess HUB;
    static final HubProcess REPLICA;

    static {
        try {
            HUB = new HubProcess(Path.of("target", "revocation"));
            REPLICA = HUB.replica(Path.of("target", "revocation-replica"));
        } catch (Exception e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Override
    public void beforeAll(ExtensionContext test) {
        test.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(TwoHubs.class, first -> start(), TwoHubs.class);
    }

    private TwoHubs start() {
        try {
            HUB.start();
            REPLICA.start();
            execute(
                    "insert into partner (id, names) values ('ville', '{\"fr\": \"Ville\", \"en\": \"City\"}'), ('aphm', '{\"fr\": \"AP-HM\", \"en\": \"AP-HM\"}')");
        } catch (Exception failed) {
            close();
            throw new AssertionError(failed);
        }
        agree();
        return this;
    }

    @Override
    public void close() {
        REPLICA.stop();
        HUB.stop();
    }

    static void execute(String sql) throws Exception {
        try (var database = HUB.database();
                var statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What a consent stands under. */
    private static void agree() {
        var agreement = Map.of(
                "titleFr",
                "Convention",
                "titleEn",
                "Agreement",
                "parties",
                List.of("ville", "aphm"),
                "articles",
                List.of(Map.of("number", "1", "textFr", "Objet", "textEn", "Subject")));
        var steward = HUB.as("steward-ville");
        var id = steward.make(
                "mutation ($agreement: AgreementInput!, $key: String!) { proposeAgreement(agreement: $agreement, idempotencyKey: $key) { id } }",
                "agreement",
                agreement);
        for (var party : List.of(steward, HUB.as("steward-aphm"))) {
            party.ask("mutation ($id: ID!) { signAgreement(id: $id, expectedVersion: 1) { id } }", "id", id)
                    .data();
        }
    }
}
