package org.entente.journeys;

import java.util.UUID;

/** A steward who proposes, signs, amends and terminates, as one does over GraphQL. */
record Agreements(Hub steward) {
    static final String ALL_OF_IT = """
            id version state parties terminatesAt
            newest { version state title notice articles { number text purposes actions retention } signatures { party } }
            signed { version state }
            """;

    static Agreements of(String steward) {
        return new Agreements(Hub.as(steward));
    }

    Reply propose(String agreement) {
        return steward.ask(
                "mutation ($agreement: AgreementInput!, $key: String!) { proposeAgreement(agreement: $agreement, idempotencyKey: $key) {"
                        + ALL_OF_IT + "} }",
                "agreement",
                Hub.json(agreement),
                "key",
                UUID.randomUUID().toString());
    }

    /** The agreement's id. */
    String proposed(String agreement) {
        return propose(agreement).data("/proposeAgreement/id").asText();
    }

    Reply sign(String id, int version) {
        return steward.ask(
                "mutation ($id: ID!, $version: Int!) { signAgreement(id: $id, expectedVersion: $version) {" + ALL_OF_IT
                        + "} }",
                "id",
                id,
                "version",
                version);
    }

    Reply amend(String id, String changes, int version) {
        return steward.ask(
                "mutation ($id: ID!, $changes: AgreementChanges!, $version: Int!) { amendAgreement(id: $id, changes: $changes, expectedVersion: $version) {"
                        + ALL_OF_IT + "} }",
                "id",
                id,
                "changes",
                Hub.json(changes),
                "version",
                version);
    }

    Reply terminate(String id, String at, int version) {
        return steward.ask(
                "mutation ($id: ID!, $at: DateTime, $version: Int!) { terminateAgreement(id: $id, at: $at, expectedVersion: $version) {"
                        + ALL_OF_IT + "} }",
                "id",
                id,
                "at",
                at,
                "version",
                version);
    }

    /** One of two parties with one article, in JSON with single quotes. */
    static String between(String one, String other, String notice, String constraints) {
        return "{'titleFr': 'Essai', 'titleEn': 'Trial', 'parties': ['%s', '%s'], 'notice': '%s', 'articles': [%s]}"
                .formatted(one, other, notice, article("1", constraints));
    }

    static String article(String number, String constraints) {
        return "{'number': '%s', 'textFr': 'Les données servent aux statistiques.', 'textEn': 'The data serves statistics.'%s}"
                .formatted(number, constraints);
    }
}
