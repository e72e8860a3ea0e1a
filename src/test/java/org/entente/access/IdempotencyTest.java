package org.entente.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.entente.identity.Caller;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(LocalStackResource.class)
class IdempotencyTest {
    private static final int KEPT = 30;
    private static final Caller CALLER =
            new Caller("idempotency", "idempotency", "ville", Set.of(), Set.of(), null, null);

    @Inject
    Idempotency idempotency;

    @Inject
    AgroalDataSource database;

    private static Idempotency.Use use(String key) {
        return new Idempotency.Use("test", CALLER, key, new TextNode("a"));
    }

    private UUID kept(String key, int days) {
        var made = UUID.randomUUID();
        QuarkusTransaction.requiringNew().call(() -> {
            idempotency.keep(use(key), made);
            try (var connection = database.getConnection();
                    var update = connection.prepareStatement(
                            "update idempotency set created_at = now() - make_interval(days => ?) where key = ?")) {
                update.setInt(1, days);
                update.setString(2, key);
                return update.executeUpdate();
            }
        });
        return made;
    }

    private Optional<UUID> found(String key) {
        return QuarkusTransaction.requiringNew().call(() -> idempotency.find(use(key)));
    }

    @Test
    void a_key_is_known_for_a_month_and_then_forgotten() throws Exception {
        var old = UUID.randomUUID().toString();
        var recent = UUID.randomUUID().toString();
        kept(old, KEPT + 1);
        var made = kept(recent, KEPT - 1);
        assertThat(found(old)).isPresent();

        idempotency.forgetOld();

        assertThat(found(old)).isEmpty();
        assertThat(found(recent)).contains(made);
    }
}
