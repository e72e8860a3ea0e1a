package org.entente.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import org.entente.local.LocalStackResource;
import org.entente.policy.ChangedRelease;
import org.entente.policy.OpaServerPolicyEngine;
import org.entente.policy.Outcome;
import org.entente.policy.PolicyConfig;
import org.entente.policy.PolicyEngine;
import org.entente.policy.PolicyUnavailableException;
import org.entente.policy.Release;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A past decision can be taken again by the policies of then. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class ReleasesTest {
    @Inject
    Releases releases;

    @Inject
    PolicyEngine current;

    @Inject
    AgroalDataSource database;

    @Inject
    PolicyConfig config;

    @Inject
    Clock clock;

    @Test
    void the_hubs_own_release_is_kept_with_its_sources() throws SQLException {
        var shipped = Release.shipped();
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(
                        "select module, sources ->> 'entente/decision/decide.rego' from policy_release where sha256 = ?")) {
            select.setString(1, shipped.sha256());
            try (var row = select.executeQuery()) {
                assertThat(row.next()).isTrue();
                assertThat(row.getBytes(1)).isEqualTo(shipped.module());
                assertThat(row.getString(2)).isEqualTo(shipped.sources().get("entente/decision/decide.rego"));
            }
        }
    }

    @Test
    void the_present_release_is_decided_on_by_the_present_engine() throws Exception {
        var engine = releases.engine(Release.shipped().sha256()).orElseThrow();

        assertThat(engine.decide(ChangedRelease.openRead())).isEqualTo(current.decide(ChangedRelease.openRead()));
    }

    @Test
    void a_release_that_never_decided_has_no_engine() throws Exception {
        assertThat(releases.engine("0".repeat(64))).isEmpty();
    }

    @Test
    void a_past_decision_is_taken_again_by_the_policies_of_then(@TempDir Path folder) throws Exception {
        var then = ChangedRelease.compiled(folder);
        releases.keep(then);
        releases.keep(then);
        try {
            var engine = releases.engine(then.sha256()).orElseThrow();
            var decision = engine.decide(ChangedRelease.openRead());

            assertThat(decision.release())
                    .isEqualTo(then.sha256())
                    .isNotEqualTo(Release.shipped().sha256());
            assertThat(decision.outcome()).isEqualTo(Outcome.DENY);
            assertThat(engine.explain(ChangedRelease.openRead()).decision()).isEqualTo(decision);
            assertThat(engine.release().sources()).isEqualTo(then.sources());
            assertThat(releases.engine(then.sha256()).orElseThrow()).isSameAs(engine);
            assertThat(current.decide(ChangedRelease.openRead()).outcome()).isEqualTo(Outcome.PERMIT);
        } finally {
            forget(then);
        }
    }

    @Test
    void an_opa_server_need_not_hold_the_policies_of_then(@TempDir Path folder) throws Exception {
        var then = ChangedRelease.compiled(folder);
        var nowhere =
                new OpaServerPolicyEngine(Release.shipped(), URI.create("http://127.0.0.1:1"), Duration.ofMillis(200));
        var onServer = new Releases(database, nowhere, config, clock);
        onServer.keep(then);
        try {
            var present = onServer.engine(Release.shipped().sha256()).orElseThrow();

            assertThat(onServer.engine(then.sha256())
                            .orElseThrow()
                            .decide(ChangedRelease.openRead())
                            .outcome())
                    .isEqualTo(Outcome.DENY);
            assertThatThrownBy(() -> present.decide(ChangedRelease.openRead()))
                    .isInstanceOf(PolicyUnavailableException.class);
        } finally {
            forget(then);
        }
    }

    private void forget(Release release) throws SQLException {
        try (var connection = database.getConnection();
                var delete = connection.prepareStatement("delete from policy_release where sha256 = ?")) {
            delete.setString(1, release.sha256());
            assertThat(delete.executeUpdate()).isEqualTo(1);
        }
    }
}
