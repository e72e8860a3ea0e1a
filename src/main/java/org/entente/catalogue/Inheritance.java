package org.entente.catalogue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Keeps results as strict as the strictest of their sources: regime, secrecy, the sensitivity of their fields and what is recorded of
 * lawfulness always, the access level until a release gives them their own. An open release makes public what a steward classified as
 * internal in every source, not what is so because nobody has looked at it. What several sources say differently of lawfulness is
 * said of none. A field that no source has by its name is as sensitive as the most sensitive field of them all, and so is each of
 * indicators. These are archived while their source is personal or under statistical secrecy: it is to be counted in cubes alone.
 */
final class Inheritance {
    private static final String DERIVED = "select distinct result from dataset_source where source = any (?)";

    /** Before anything else, so that what follows knows of the release that another change has just given or taken. */
    private static final String LOCK = "select from dataset where id = any (?) order by id for update";

    private static final String FIELDS =
            """
            with strictest as (
                select l.result, s.name, max(array_position(%1$s, s.sensitivity)) as rank, bool_and(s.classified) as classified
                from dataset_source l join dataset_field s on s.dataset = l.source
                where l.result = any (?) group by grouping sets ((l.result, s.name), (l.result)))
            update dataset_field f
            set classified = s.classified,
                sensitivity = case when s.released = 'OPEN' and s.classified and s.sensitivity = 'INTERNAL' then 'PUBLIC'
                                   else s.sensitivity end
            from (
                select own.dataset, own.name, o.access_level as released,
                       (%1$s)[coalesce(named.rank, overall.rank)] as sensitivity,
                       coalesce(named.classified, overall.classified) as classified
                from dataset_field own
                     join dataset d on d.id = own.dataset
                     left join result_release o on o.id = d.release
                     left join strictest named on named.result = own.dataset and named.name = own.name
                         and exists (select from dataset_source l where l.result = own.dataset and l.content = 'ANOMALIES')
                     left join strictest overall on overall.result = own.dataset and overall.name is null
                where own.dataset = any (?)) s
            where f.dataset = s.dataset and f.name = s.name and s.sensitivity is not null
            """.formatted("array['PUBLIC', 'INTERNAL', 'PERSONAL', 'IDENTIFIER', 'SPECIAL_CATEGORY']");

    private static final String GOVERNED = """
            with inherited as (
                select l.result, (%1$s)[max(array_position(%1$s, s.access_level))] as access_level,
                       (%2$s)[max(array_position(%2$s, s.regime))] as regime,
                       (%3$s)[max(array_position(%3$s, s.secrecy))] as secrecy,
                       %4$s, greatest(max(s.archived_at), case when bool_or(l.content = 'INDICATORS' and (
                           s.secrecy = 'STATISTICAL' or exists (select from dataset_field f
                               where f.dataset = s.id and f.sensitivity not in ('PUBLIC', 'INTERNAL')))) then ?::timestamptz end) as archived_at
                from dataset_source l join dataset s on s.id = l.source where l.result = any (?) group by l.result),
            former as (select id, access_level, archived_at, release from dataset where id = any (?))
            update dataset d
            set access_level = coalesce(r.access_level, i.access_level), regime = i.regime, secrecy = i.secrecy,
                legal_basis = coalesce(r.legal_basis, i.legal_basis), retention = i.retention,
                impact_assessment = i.impact_assessment, special_category_condition = i.special_category_condition,
                archived_at = i.archived_at, version = d.version + 1, recorded_at = ?
            from former f join inherited i on i.result = f.id
                 left join result_release r on r.id = f.release
            where d.id = f.id
            returning d.id, d.access_level = 'HIDDEN' and f.access_level <> 'HIDDEN'
                            or d.archived_at is not null and f.archived_at is null
            """.formatted(
                    "array['OPEN', 'DISCOVERABLE', 'HIDDEN']",
                    "array['NONE', 'GDPR', 'LED']",
                    "array['NONE', 'STATISTICAL', 'JUDICIAL', 'MEDICAL']",
                    agreed("legal_basis", "retention", "impact_assessment", "special_category_condition"));

    private Inheritance() {}

    private static String agreed(String... columns) {
        var agreed = new StringBuilder();
        for (var column : columns) {
            agreed.append(agreed.isEmpty() ? "" : ", ")
                    .append(
                            "case when count(s.%1$s) = count(*) and min(s.%1$s) = max(s.%1$s) then max(s.%1$s) end as %1$s"
                                    .formatted(column));
        }
        return agreed.toString();
    }

    static Set<UUID> derived(Connection change, Collection<UUID> sources) throws SQLException {
        try (var select = change.prepareStatement(DERIVED)) {
            select.setArray(1, change.createArrayOf("uuid", sources.toArray()));
            try (var rows = select.executeQuery()) {
                var derived = new HashSet<UUID>();
                while (rows.next()) {
                    derived.add(rows.getObject(1, UUID.class));
                }
                return derived;
            }
        }
    }

    /**
     * Each gets a new version.
     *
     * @return those that fewer may know of now
     */
    static Set<UUID> apply(Connection change, Collection<UUID> results, Instant now) throws SQLException {
        var ids = change.createArrayOf("uuid", results.toArray());
        try (var lock = change.prepareStatement(LOCK);
                var fields = change.prepareStatement(FIELDS);
                var governed = change.prepareStatement(GOVERNED)) {
            lock.setArray(1, ids);
            lock.execute();
            fields.setArray(1, ids);
            fields.setArray(2, ids);
            fields.executeUpdate();
            governed.setObject(1, now.atOffset(ZoneOffset.UTC));
            governed.setArray(2, ids);
            governed.setArray(3, ids);
            governed.setObject(4, now.atOffset(ZoneOffset.UTC));
            try (var rows = governed.executeQuery()) {
                var lessVisible = new HashSet<UUID>();
                while (rows.next()) {
                    if (rows.getBoolean(2)) {
                        lessVisible.add(rows.getObject(1, UUID.class));
                    }
                }
                return lessVisible;
            }
        }
    }
}
