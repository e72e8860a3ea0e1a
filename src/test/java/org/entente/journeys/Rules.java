package org.entente.journeys;

import java.util.UUID;

/** A steward who drafts, activates and rolls back, as one does over GraphQL. */
record Rules(Hub steward) {
    private static final String RULE = """
            { id owner latest { version state title effect datasets purposes rowFilter draftedBy condition { zone weekdays from to } }
              active { version state } }
            """;
    private static final String DRAFT = """
            mutation ($rule: RuleInput!, $key: String!, $id: ID, $version: Int) {
                draftRule(rule: $rule, idempotencyKey: $key, id: $id, expectedVersion: $version) %s }
            """.formatted(RULE);
    private static final String ACTIVATE = """
            mutation ($id: ID!, $version: Int!) { activateRule(id: $id, expectedVersion: $version) %s }
            """.formatted(RULE);
    private static final String ROLLBACK = """
            mutation ($id: ID!, $version: Int!) { rollbackRule(id: $id, expectedVersion: $version) %s }
            """.formatted(RULE);

    static Rules of(String steward) {
        return new Rules(Hub.as(steward));
    }

    Reply draft(Object rule, String key) {
        return steward.ask(DRAFT, "rule", rule, "key", key);
    }

    /** With a key of its own. */
    Reply draft(Object rule) {
        return draft(rule, UUID.randomUUID().toString());
    }

    /** The rule's id. */
    String drafted(Object rule) {
        return draft(rule).data("/draftRule/id").asText();
    }

    Reply edit(String id, int version, Object rule) {
        return steward.ask(DRAFT, "rule", rule, "key", UUID.randomUUID().toString(), "id", id, "version", version);
    }

    Reply activate(String id, int version) {
        return steward.ask(ACTIVATE, "id", id, "version", version);
    }

    Reply rollback(String id, int version) {
        return steward.ask(ROLLBACK, "id", id, "version", version);
    }

    /** @param rest further members, as JSON with single quotes */
    static Object rule(String effect, String rest) {
        return Hub.json("{'titleFr': 'Règle', 'titleEn': 'Rule', 'effect': '%s'%s}".formatted(effect, rest));
    }
}
