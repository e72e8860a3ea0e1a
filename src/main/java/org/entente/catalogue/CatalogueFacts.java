package org.entente.catalogue;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entente.access.FactSource;
import org.entente.access.Facts;
import org.entente.access.VisibleFacts;
import org.entente.policy.AccessLevel;
import org.entente.policy.DatasetKind;
import org.entente.policy.PolicyInput.DatasetFacts;
import org.entente.policy.PolicyInput.DerivedFacts;
import org.entente.policy.PolicyInput.FieldFacts;
import org.entente.policy.PolicyInput.GoverningFacts;
import org.entente.policy.PolicyInput.LawFacts;
import org.entente.policy.PolicyInput.ReleaseFacts;
import org.entente.policy.PolicyInput.StandingFacts;
import org.entente.policy.Regime;
import org.entente.policy.Secrecy;
import org.entente.policy.Sensitivity;

/** What a decision must know of a dataset. */
@ApplicationScoped
@Priority(FactSource.FIRST)
class CatalogueFacts implements FactSource {
    private static final String DATASET = """
            select d.id, d.owner, d.access_level, d.regime, d.secrecy, d.kind, d.legal_basis, d.retention, d.impact_assessment,
                   d.special_category_condition,
                   array(select jsonb_array_elements_text(d.draft -> 'themes') order by 1) as themes,
                   array(select f.name from dataset_field f where f.dataset = d.id order by f.position) as fields,
                   array(select f.sensitivity from dataset_field f where f.dataset = d.id order by f.position)
                       as sensitivities,
                   r.id as release, r.minimum_group_size, r.agreements, %s
            from dataset d left join result_release r on r.id = d.release where d.id = any (?) and d.archived_at is null
            """.formatted(governing("""
                    select s.access_level, s.regime, s.secrecy from dataset_source l join dataset s on s.id = l.source
                    where l.result = d.id"""));
    private static final String DATASET_THEN = """
            select d.id, d.owner, v.access_level, v.regime, v.secrecy, d.kind, v.legal_basis, v.retention, v.impact_assessment,
                   v.special_category_condition,
                   array(select jsonb_array_elements_text(v.draft -> 'themes') order by 1) as themes,
                   array(select f.field ->> 'name' from jsonb_array_elements(v.fields) with ordinality f (field, position)
                         order by f.position) as fields,
                   array(select f.field ->> 'sensitivity' from jsonb_array_elements(v.fields)
                         with ordinality f (field, position) order by f.position) as sensitivities,
                   r.id as release, r.minimum_group_size, r.agreements, %s
            from dataset d cross join lateral (
                select * from dataset_version v where v.dataset = d.id and recorded(v.xid) <= ?
                order by v.version desc limit 1) v
            left join result_release r on r.id = v.release
            where d.id = any (?) and v.archived_at is null
            """.formatted(governing("""
                    select s.access_level, s.regime, s.secrecy from dataset_source l cross join lateral (
                        select * from dataset_version s where s.dataset = l.source and recorded(s.xid) <= ?
                        order by s.version desc limit 1) s
                    where l.result = d.id"""));

    /** What governs each of the sources, in words that {@link #sources} reads. */
    private static String governing(String sources) {
        return "array(select access_level || ' ' || regime || ' ' || secrecy from (" + sources
                + ") s order by 1) as governing";
    }

    @Override
    public void gather(Connection snapshot, Facts facts) throws SQLException {
        gatherAll(snapshot, List.of(facts));
    }

    @Override
    public void gatherAll(Connection snapshot, List<Facts> all) throws SQLException {
        var byDataset = all.stream().collect(Collectors.toMap(facts -> facts.dataset, Function.identity()));
        var asOf = all.getFirst().asOf;
        try (var select = snapshot.prepareStatement(asOf == null ? DATASET : DATASET_THEN)) {
            int parameter = 1;
            if (asOf != null) {
                select.setLong(parameter++, asOf);
                select.setLong(parameter++, asOf);
            }
            select.setArray(
                    parameter, snapshot.createArrayOf("uuid", byDataset.keySet().toArray()));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    var id = rows.getObject("id", UUID.class);
                    byDataset.get(id).about(read(id.toString(), rows));
                }
            }
        }
    }

    private static DatasetFacts read(String id, ResultSet row) throws SQLException {
        return new DatasetFacts(
                id,
                row.getString("owner"),
                AccessLevel.valueOf(row.getString("access_level")),
                Regime.valueOf(row.getString("regime")),
                Secrecy.valueOf(row.getString("secrecy")),
                DatasetKind.valueOf(row.getString("kind")),
                texts(row, "themes"),
                new LawFacts(
                        row.getString("legal_basis"),
                        row.getString("retention"),
                        row.getString("impact_assessment"),
                        row.getString("special_category_condition")),
                fields(texts(row, "fields"), texts(row, "sensitivities")),
                row.getString("kind").equals(DatasetKind.RESULT.name()) ? derived(row) : null);
    }

    /** Of the agreements that a release stands on only who they are: until it is told that they hold, they do not. */
    private static DerivedFacts derived(ResultSet row) throws SQLException {
        var release = row.getString("release");
        return new DerivedFacts(
                sources(texts(row, "governing")),
                release == null
                        ? null
                        : new ReleaseFacts(
                                release,
                                row.getObject("minimum_group_size", Integer.class),
                                Stream.of((UUID[]) row.getArray("agreements").getArray())
                                        .map(each ->
                                                new StandingFacts(each.toString(), false, Instant.EPOCH, null, null))
                                        .toList()));
    }

    private static List<GoverningFacts> sources(List<String> governing) {
        return governing.stream()
                .map(each -> each.split(" "))
                .map(each -> new GoverningFacts(
                        AccessLevel.valueOf(each[0]), Regime.valueOf(each[1]), Secrecy.valueOf(each[2])))
                .toList();
    }

    private static List<FieldFacts> fields(List<String> names, List<String> sensitivities) {
        var fields = new ArrayList<FieldFacts>(names.size());
        for (int i = 0; i < names.size(); i++) {
            fields.add(new FieldFacts(names.get(i), Sensitivity.valueOf(sensitivities.get(i))));
        }
        return fields;
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    /** The access level and the owner are attributes of every indexed dataset: nothing to add. */
    @Override
    public void gatherVisible(Connection snapshot, VisibleFacts facts) {}
}
