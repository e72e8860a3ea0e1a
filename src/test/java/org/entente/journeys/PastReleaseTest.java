package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import org.entente.access.Epoch;
import org.entente.access.Past.Moment;
import org.entente.access.WhatIf;
import org.entente.audit.AuditEvent;
import org.entente.audit.AuditLog;
import org.entente.identity.Caller;
import org.entente.local.LocalStackResource;
import org.entente.policy.Action;
import org.entente.policy.ChangedRelease;
import org.entente.policy.Decision;
import org.entente.policy.Release;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was decided under older policies is explained with these: today's would have permitted it. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class PastReleaseTest {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();
    private static final Caller POLICE =
            new Caller("officer", "officer", "police", Set.of("partner-agent"), Set.of("public-safety"), null, null);

    private final Hub auditor = Hub.as("auditor");

    @Inject
    City city;

    @Inject
    AgroalDataSource database;

    @Inject
    WhatIf whatIf;

    @Inject
    Epoch epoch;

    @Inject
    AuditLog audit;

    private UUID places;

    @BeforeEach
    void the_city_is_there() throws Exception {
        city.await();
        places = city.id(City.PLACES);
    }

    @Test
    void the_past_is_explained_with_the_policies_of_then(@TempDir Path folder) throws Exception {
        var older = ChangedRelease.compiled(folder);
        var then = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        keep(older);
        use(then, older.sha256());
        use(then.plusMillis(1), Release.shipped().sha256());
        try {
            var event = recorded(new Moment(then, epoch.current(), older.sha256()));

            var explained = auditor.ask(
                            "query ($id: ID!) { explainEvent(event: $id) { outcome release asRecorded recorded { outcome } } }",
                            "id",
                            event)
                    .data("/explainEvent");
            assertThat(explained.path("release").asText()).isEqualTo(older.sha256());
            assertThat(explained.path("outcome").asText()).isEqualTo("DENY");
            assertThat(explained.at("/recorded/outcome").asText()).isEqualTo("DENY");
            assertThat(explained.path("asRecorded").asBoolean()).isTrue();
            assertThat(outcome(then)).isEqualTo("DENY");
            assertThat(outcome(null)).isEqualTo("PERMIT");
        } finally {
            execute("delete from policy_use where at in (?, ?)", at(then), at(then.plusMillis(1)));
            execute("delete from policy_release where sha256 = ?", older.sha256());
        }
    }

    private String outcome(Instant at) {
        return auditor.ask(
                        "query ($id: ID!, $at: DateTime) { explain(dataset: $id, action: READ, purpose: \"public-safety\", partner: \"police\", at: $at) { outcome } }",
                        "id",
                        places,
                        "at",
                        at == null ? null : at.toString())
                .data("/explain/outcome")
                .asText();
    }

    /** As the hub recorded it when those policies were in force. */
    private UUID recorded(Moment then) throws Exception {
        var decision =
                whatIf.explain(POLICE, Action.READ, places, then).considered().decision();
        var event = event(then, decision);
        audit.write(event);
        return event.id();
    }

    private AuditEvent event(Moment then, Decision decision) {
        return new AuditEvent(
                UUID.randomUUID(),
                AuditEvent.Kind.DENIAL,
                then.at(),
                POLICE.subject(),
                POLICE.name(),
                POLICE.partner(),
                "public-safety",
                null,
                Action.READ.name(),
                places,
                MAPPER.valueToTree(decision),
                then.epoch(),
                then.release(),
                null,
                0L,
                null);
    }

    private void keep(Release release) throws Exception {
        execute(
                "insert into policy_release (sha256, module, sources, first_used_at) values (?, ?, ?::jsonb, now())",
                release.sha256(),
                release.module(),
                MAPPER.writeValueAsString(release.sources()));
    }

    private void use(Instant at, String release) throws SQLException {
        execute("insert into policy_use (at, release) values (?, ?)", at(at), release);
    }

    private static Object at(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private void execute(String sql, Object... parameters) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }
}
