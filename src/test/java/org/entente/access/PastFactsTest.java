package org.entente.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.All;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.entente.agreement.AgreementChanges;
import org.entente.agreement.AgreementInput;
import org.entente.agreement.AgreementService;
import org.entente.agreement.ArticleInput;
import org.entente.catalogue.LawService;
import org.entente.consent.ConsentInput;
import org.entente.consent.ConsentService;
import org.entente.identity.Caller;
import org.entente.identity.Role;
import org.entente.kernel.Filter;
import org.entente.local.Demo;
import org.entente.local.LocalStackResource;
import org.entente.policy.Action;
import org.entente.policy.PolicyInput;
import org.junit.jupiter.api.Test;

/** Every change of agreements, consents and the law's facts is recorded so that what was known at any epoch can be read again. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class PastFactsTest {
    private static final int CHANGES = 40;
    private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
    private static final Caller READER =
            new Caller("reader", "reader", "rtm", Set.of(Role.PARTNER_AGENT), Set.of("statistics"), null, null);

    @Inject
    Demo demo;

    @Inject
    AgroalDataSource database;

    @Inject
    @Any
    @All
    List<FactSource> sources;

    @Inject
    AgreementService agreements;

    @Inject
    ConsentService consents;

    @Inject
    LawService law;

    private final Random random = new Random(7);
    private final Request ville = steward("ville");
    private final Request rtm = steward("rtm");
    private final Map<UUID, Integer> given = new HashMap<>();
    private UUID dataset;
    private UUID agreement;
    private int version = 1;

    private static Request steward(String partner) {
        return Request.of(
                new Caller(
                        "past-" + partner, "past-" + partner, partner, Set.of(Role.DATA_STEWARD), Set.of(), null, null),
                "en");
    }

    @Test
    void the_facts_of_each_epoch_are_those_that_were_gathered_then() throws Exception {
        demo.seeded().get(90, TimeUnit.SECONDS);
        dataset = UUID.fromString(
                text("select id from dataset where draft -> 'titles' ->> 'fr' = 'Demandes de permis de construire'"));
        propose();
        var then = new HashMap<Long, PolicyInput>();
        for (int i = 0; i < CHANGES; i++) {
            change();
            then.put(Long.parseLong(text("select epoch from governance_epoch")), facts(null));
        }

        assertThat(then.values().stream().distinct().count()).isGreaterThan(CHANGES / 2);
        for (var known : then.entrySet()) {
            assertThat(facts(known.getKey())).as("epoch " + known.getKey()).isEqualTo(known.getValue());
        }
        clear();
    }

    private void change() throws SQLException {
        switch (random.nextInt(5)) {
            case 0 -> grant();
            case 1 -> withdraw();
            case 2 -> amend();
            case 3 -> sign();
            default -> law.retain(ville, dataset, "P" + (1 + random.nextInt(9)) + "Y", datasetVersion());
        }
    }

    private long datasetVersion() throws SQLException {
        return Long.parseLong(text("select version from dataset where id = '" + dataset + "'"));
    }

    private void propose() throws SQLException {
        var input = new AgreementInput("a", "a", List.of("ville", "rtm"), null, null, "P0D", List.of(article()));
        agreement = agreements.propose(ville, input, UUID.randomUUID().toString()).id;
        sign();
    }

    private ArticleInput article() {
        return new ArticleInput(
                "1", "a", "a", null, null, false, 2 + random.nextInt(900), false, null, false, false, null, null);
    }

    private void amend() throws SQLException {
        var changes = new AgreementChanges(null, null, null, null, null, List.of(article()), null);
        version = agreements.amend(ville, agreement, changes, version).version;
    }

    private void sign() throws SQLException {
        agreements.sign(ville, agreement, version);
        agreements.sign(rtm, agreement, version);
    }

    private void grant() throws SQLException {
        var input = new ConsentInput(
                "rtm",
                agreement.toString(),
                List.of(dataset.toString()),
                List.of("statistics"),
                List.of(Action.READ),
                List.of(),
                FilterArgument.of(Filter.ALL),
                null,
                null);
        given.put(consents.grant(ville, input, UUID.randomUUID().toString()).id, 1);
    }

    private void withdraw() throws SQLException {
        var open = given.keySet().stream().sorted().findFirst();
        if (open.isPresent()) {
            consents.withdraw(ville, open.get(), given.remove(open.get()));
        }
    }

    private void clear() throws SQLException {
        while (!given.isEmpty()) {
            withdraw();
        }
        agreements.terminate(ville, agreement, null, version);
    }

    private PolicyInput facts(Long epoch) throws SQLException {
        var facts = new Facts(READER, Action.READ, dataset, epoch, NOW);
        try (var connection = database.getConnection()) {
            for (var source : sources) {
                source.gather(connection, facts);
            }
        }
        return facts.input();
    }

    private String text(String query) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
