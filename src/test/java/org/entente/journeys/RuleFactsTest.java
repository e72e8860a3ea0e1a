package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.entente.access.Past;
import org.entente.access.Request;
import org.entente.access.WhatIf;
import org.entente.identity.Caller;
import org.entente.local.LocalStackResource;
import org.entente.policy.Action;
import org.entente.policy.PolicyInput.RuleFacts;
import org.entente.rule.RuleInput;
import org.entente.rule.RuleService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A decision knows the rules that may concern its dataset and its caller's partner, and no others; a past one those of then. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class RuleFactsTest {
    /** Far ahead: they are gathered, and decide nothing while other tests run. */
    private static final String LATER = "'startsAt': '2040-01-01T00:00:00Z'";

    @Inject
    City city;

    @Inject
    RuleService rules;

    @Inject
    WhatIf whatIf;

    @Inject
    Past past;

    @Inject
    ObjectMapper json;

    private final List<UUID> active = new ArrayList<>();
    private UUID reports;
    private UUID places;

    @BeforeEach
    void the_city_is_there() throws Exception {
        city.await();
        reports = city.id(City.REPORTS);
        places = city.id(City.PLACES);
    }

    @AfterEach
    void they_are_gone() throws Exception {
        for (var id : active) {
            rules.rollback(steward("ville", "one"), id, 1);
        }
    }

    private static Request steward(String owner, String name) {
        return Request.of(new Caller(name, name, owner, Set.of("data-steward"), Set.of(), null, null), "en");
    }

    private String activated(String selectors) throws Exception {
        var text = "{'titleFr': 'r', 'titleEn': 'r', 'effect': 'DENY', %s%s}".formatted(LATER, selectors);
        var input = json.readValue(text.replace('\'', '"'), RuleInput.class);
        var id = rules.draft(
                        steward("ville", "one"), input, null, UUID.randomUUID().toString())
                .id();
        rules.activate(steward("ville", "two"), id, 1);
        active.add(id);
        return id.toString();
    }

    private List<String> of(String partner, UUID dataset, Long epoch) throws Exception {
        var caller = partner == null
                ? Caller.CITIZEN
                : new Caller("somebody", null, partner, Set.of("partner-agent"), Set.of("transport"), null, null);
        var mine = active.stream().map(UUID::toString).toList();
        return whatIf.facts(caller, Action.READ, dataset, epoch, Instant.now()).rules().stream()
                .map(RuleFacts::id)
                .filter(mine::contains)
                .toList();
    }

    @Test
    void those_that_may_concern_it_and_no_others() throws Exception {
        var theme = city.text("select draft -> 'themes' ->> 0 from dataset where id = ?::uuid", reports.toString());
        var before = past.now().epoch();
        var all = activated("");
        var named = activated(", 'datasets': ['" + reports + "']");
        var byTheme = activated(", 'themes': ['" + theme + "', 'ENER']");
        var forRtm = activated(", 'partners': ['rtm', 'sdis'], 'datasets': ['" + reports + "']");
        activated(", 'themes': ['" + (theme.equals("INTR") ? "AGRI" : "INTR") + "']");
        activated(", 'partners': ['police']");
        var then = past.now().epoch();

        assertThat(of("rtm", reports, null)).containsExactlyInAnyOrder(all, named, byTheme, forRtm);
        assertThat(of("aphm", reports, null)).containsExactlyInAnyOrder(all, named, byTheme);
        assertThat(of(null, reports, null)).containsExactlyInAnyOrder(all, named, byTheme);
        assertThat(of("rtm", places, null)).as("another owner's dataset").isEmpty();

        rules.rollback(steward("ville", "one"), active.removeFirst(), 1);
        assertThat(of("aphm", reports, null)).containsExactlyInAnyOrder(named, byTheme);
        assertThat(of("aphm", reports, before)).isEmpty();
        assertThat(whatIf.facts(Caller.CITIZEN, Action.READ, reports, then, Instant.now())
                        .rules())
                .extracting(RuleFacts::id)
                .as("in force at that epoch")
                .contains(all);
    }
}
