package org.entente.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;

/**
 * Decisions in a hub of 1,000 partners, 10,000 datasets, 100,000 consents and 1,000 rules, as the hub's own timers saw them: facts included, for
 * a caller whose partner holds 1,000 consents.
 */
final class GovernanceFigures {
    private static final String READER = "agent-rtm";
    private static final String PURPOSE = "statistics";
    private static final String ASK = "query($dataset: ID!) { dataset(id: $dataset) { title } }";
    private static final String LIST = "{ datasets(first: 1) { totalCount } }";
    private static final String IS_THERE = "select count(*) from agreement where recorded_by = 'bench'";
    private static final String GIVEN = """
            select dataset::text from consent_dataset where consumer = 'rtm' order by dataset limit 1000
            """;
    private static final String ADVANCE = """
            with advanced as (update governance_epoch set epoch = epoch + 1 returning epoch)
            insert into governance_change (epoch, xid, at)
            select epoch, pg_current_xact_id(), clock_timestamp() from advanced
            """;
    /** The hub's timers tell of the last two minutes: by then its JVM has compiled what is used, the policies too. */
    private static final int ROUNDS = 15;

    private static final int LISTS = 100;

    /** A little more than a replica trusts an epoch. */
    private static final long EPOCH_TRUST_MILLIS = 320;

    private GovernanceFigures() {}

    static void measure(Hub hub, Figures figures) throws IOException, InterruptedException, SQLException {
        var database = new Database(hub);
        fill(database, figures);
        var given = database.texts(GIVEN);
        figures.progress("decisions among 100,000 consents");
        for (int round = 0; round < ROUNDS; round++) {
            advance(database);
            var token = hub.token(READER, PURPOSE);
            for (var dataset : given) {
                hub.ask(token, ASK, Map.of("dataset", dataset));
            }
        }
        figures.add("Decision among 100,000 consents, median", median(hub, "entente_decision"), "≤ 1 ms");
        figures.progress("visible datasets of a partner with 1,000 consents");
        for (int i = 0; i < LISTS; i++) {
            advance(database);
            hub.ask(hub.token(READER, PURPOSE), LIST, Map.of());
        }
        figures.add("Visible datasets, 1,000 consents, median", median(hub, "entente_visibility"), "≤ 10 ms");
    }

    private static void fill(Database database, Figures figures) throws IOException, SQLException {
        if (database.number(IS_THERE) > 0) {
            return;
        }
        figures.progress("1,000 partners, 10,000 datasets, 100,000 consents, 1,000 rules");
        long began = System.nanoTime();
        try (var script = GovernanceFigures.class.getResourceAsStream("/bench/governance.sql")) {
            database.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
        figures.add("Store filled in", "%.1f s".formatted((System.nanoTime() - began) / 1e9), "");
    }

    /** Nothing is cached under a new epoch. */
    private static void advance(Database database) throws SQLException, InterruptedException {
        database.execute(ADVANCE);
        Thread.sleep(EPOCH_TRUST_MILLIS);
    }

    private static String median(Hub hub, String timer) throws IOException, InterruptedException {
        var prefix = timer + "_seconds{quantile=\"0.5\"}";
        return hub.text("/q/metrics")
                .lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))) * 1e3)
                .map(millis -> String.format(Locale.ROOT, "%.2f ms", millis))
                .findFirst()
                .orElseThrow();
    }
}
