package org.entente.consent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.entente.access.FactSource;
import org.entente.access.Facts;
import org.entente.access.VisibleFacts;
import org.entente.agreement.AgreementFacts;
import org.entente.policy.Action;
import org.entente.policy.PolicyInput;
import org.entente.policy.VisibilityInput.HiddenConsentFacts;

/**
 * The consents that a decision must know of, with the agreements that they stand under: those given to the caller's partner for the
 * dataset, ended ones too, so that a refusal can say what ended. The cost grows with these alone.
 */
@ApplicationScoped
class ConsentFacts implements FactSource {
    private static final String FACTS = """
            c.id, c.version, c.owner, c.consumer, c.agreement, c.purposes, c.actions, c.fields, c.row_filter, c.starts_at,
            c.ends_at, c.withdrawn_at, c.recorded_at
            """;

    /**
     * 100 of each dataset: enough alternatives for any decision; the newest count. Of those that were withdrawn the last for the same purposes and
     * actions: what was withdrawn before says no more about now. Their agreements are looked up once, though many datasets are shared under the
     * same.
     */
    private static final String OF_DATASETS =
            "with asked as (select ?::bigint as epoch), given as (select wanted.dataset, "
                    + FACTS + """
            from unnest(?::uuid[]) as wanted (dataset) cross join lateral (
                select last.* from (
                    select distinct on (case when v.withdrawn_at is null then v.id end, v.purposes, v.actions) v.*
                    from consent_dataset l %s
                    where l.consumer = ? and l.dataset = wanted.dataset
                    order by case when v.withdrawn_at is null then v.id end, v.purposes, v.actions,
                             v.recorded_at desc, v.id) last
                order by last.withdrawn_at is not null, last.recorded_at desc, last.id
                limit 100) c),
            wanted as (select distinct agreement as id from given),
            agreements as (""" + AgreementFacts.OF_WANTED + """
            )
            select given.*, a.id as agreement_id, a.version as agreement_version, a.signed as agreement_signed,
                   a.starts_at as agreement_starts_at, a.ends_at as agreement_ends_at,
                   a.terminated_at as agreement_terminated_at
            from given left join agreements a on a.id = given.agreement
            order by given.withdrawn_at is not null, given.recorded_at desc, given.id
            """;

    private static final String NOW =
            OF_DATASETS.formatted("join consent v on v.id = l.consent and v.superseded_at is null");

    private static final String THEN = OF_DATASETS.formatted("""
            cross join lateral (
                select * from consent o where o.id = l.consent and recorded(o.xid) <= (select epoch from asked)
                order by o.version desc limit 1) v
            """);

    /**
     * Those that ended a day ago are left out, whatever the clocks say; those to come tell until when the answer holds. Datasets are
     * looked up one by one ({@code offset 0}), so that the cost does not grow with those that were given to others.
     */
    private static final String OF_HIDDEN = """
            select c.id, c.version, c.owner, c.consumer, c.agreement, c.purposes, c.starts_at, c.ends_at, c.withdrawn_at,
                   array_agg(l.dataset::text order by l.dataset) as datasets
            from consent_dataset l cross join lateral (
                     select d.owner from dataset d
                     where d.id = l.dataset and d.access_level = 'HIDDEN' and d.archived_at is null offset 0) d
                 join consent c on c.id = l.consent and c.superseded_at is null and c.owner = d.owner
            where l.consumer = ? and c.withdrawn_at is null and c.purposes && ?
                  and (c.ends_at is null or c.ends_at > now() - interval '1 day')
            group by c.id, c.version
            order by c.id
            """;

    private final AgreementFacts agreements;
    private final ObjectMapper json;

    ConsentFacts(AgreementFacts agreements, ObjectMapper json) {
        this.agreements = agreements;
        this.json = json;
    }

    @Override
    public void gather(Connection snapshot, Facts facts) throws SQLException {
        gatherAll(snapshot, List.of(facts));
    }

    @Override
    public void gatherAll(Connection snapshot, List<Facts> all) throws SQLException {
        var one = all.getFirst();
        if (one.caller.partner() == null) {
            return;
        }
        var byDataset = all.stream().collect(Collectors.toMap(facts -> facts.dataset, Function.identity()));
        var standing = new HashMap<UUID, Map<String, PolicyInput.AgreementFacts>>();
        try (var select = snapshot.prepareStatement(one.asOf == null ? NOW : THEN)) {
            select.setObject(1, one.asOf, Types.BIGINT);
            select.setArray(2, snapshot.createArrayOf("uuid", byDataset.keySet().toArray()));
            select.setString(3, one.caller.partner());
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    var dataset = rows.getObject("dataset", UUID.class);
                    byDataset.get(dataset).add(consent(rows));
                    if (rows.getString("agreement_id") != null) {
                        var agreement = AgreementFacts.read(rows, "agreement_");
                        standing.computeIfAbsent(dataset, any -> new TreeMap<>())
                                .putIfAbsent(agreement.id(), agreement);
                    }
                }
            }
        }
        for (var entry : standing.entrySet()) {
            for (var agreement : entry.getValue().values()) {
                byDataset.get(entry.getKey()).add(agreements.withArticles(snapshot, agreement));
            }
        }
    }

    private static void stand(ResultSet row, Collection<UUID> agreements) throws SQLException {
        var agreement = row.getObject("agreement", UUID.class);
        if (agreement != null) {
            agreements.add(agreement);
        }
    }

    private PolicyInput.ConsentFacts consent(ResultSet row) throws SQLException {
        return new PolicyInput.ConsentFacts(
                row.getString("id"),
                row.getInt("version"),
                row.getString("owner"),
                row.getString("consumer"),
                agreement(row),
                texts(row, "purposes"),
                texts(row, "actions").stream().map(Action::valueOf).toList(),
                texts(row, "fields"),
                filter(row.getString("row_filter")),
                instant(row, "starts_at"),
                instant(row, "ends_at"),
                instant(row, "withdrawn_at"));
    }

    @Override
    public void gatherVisible(Connection snapshot, VisibleFacts facts) throws SQLException {
        if (facts.caller.partner() == null || facts.caller.purposes().isEmpty()) {
            return;
        }
        try (var select = snapshot.prepareStatement(OF_HIDDEN)) {
            select.setString(1, facts.caller.partner());
            select.setArray(
                    2, snapshot.createArrayOf("text", facts.caller.purposes().toArray()));
            var standing = new TreeSet<UUID>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    facts.add(hidden(rows));
                    stand(rows, standing);
                }
            }
            agreements.withoutArticles(snapshot, standing, null).forEach(facts::add);
        }
    }

    private static HiddenConsentFacts hidden(ResultSet row) throws SQLException {
        return new HiddenConsentFacts(
                row.getString("id"),
                row.getInt("version"),
                row.getString("owner"),
                row.getString("consumer"),
                agreement(row),
                texts(row, "purposes"),
                texts(row, "datasets"),
                instant(row, "starts_at"),
                instant(row, "ends_at"),
                instant(row, "withdrawn_at"));
    }

    /** Empty for a consent from before there were agreements: no agreement has this id. */
    private static String agreement(ResultSet row) throws SQLException {
        var agreement = row.getString("agreement");
        return agreement == null ? "" : agreement;
    }

    private JsonNode filter(String text) throws SQLException {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new SQLException("a stored row filter is not JSON", e);
        }
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
