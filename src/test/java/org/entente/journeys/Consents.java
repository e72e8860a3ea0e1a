package org.entente.journeys;

import java.util.UUID;

/** A steward who grants and withdraws, as one does over GraphQL. */
record Consents(Hub steward) {
    private static final String GRANT = """
            mutation ($consent: ConsentInput!, $key: String!) { grantConsent(consent: $consent, idempotencyKey: $key) {
                id version owner consumer purposes actions fields rowFilter startsAt endsAt withdrawnAt } }
            """;
    private static final String WITHDRAW = """
            mutation ($id: ID!, $version: Int!) { withdrawConsent(id: $id, expectedVersion: $version) {
                id version withdrawnAt } }
            """;

    static Consents of(String steward) {
        return new Consents(Hub.as(steward));
    }

    Reply grant(Object consent, String key) {
        return steward.ask(GRANT, "consent", consent, "key", key);
    }

    /** With a key of its own. */
    Reply grant(Object consent) {
        return grant(consent, UUID.randomUUID().toString());
    }

    /** The consent's id. */
    String granted(Object consent) {
        return grant(consent).data("/grantConsent/id").asText();
    }

    Reply withdraw(String id, int version) {
        return steward.ask(WITHDRAW, "id", id, "version", version);
    }

    /** To read, as JSON with single quotes. */
    static Object toRead(String consumer, UUID dataset, String purpose, String fields, String rows, String more) {
        return Hub.json(
                "{'consumer': '%s', 'datasets': ['%s'], 'purposes': ['%s'], 'actions': ['READ'], 'fields': [%s], 'rowFilter': %s%s}"
                        .formatted(consumer, dataset, purpose, fields, rows, more));
    }
}
