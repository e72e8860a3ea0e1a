package org.entente.agreement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.entente.policy.PolicyInput;
import org.entente.policy.PolicyInput.ArticleFacts;

/**
 * What a decision must know of the agreements that its consents stand under: the newest version that all parties signed, or,
 * where there is none yet, the newest proposal. Consents ask for it, because they know which agreements matter.
 */
@ApplicationScoped
public class AgreementFacts {
    /**
     * Each of {@code wanted (id)}, as of {@code asked (epoch)}: what was recorded after the epoch that is asked for, if one is, had not happened
     * yet.
     */
    public static final String OF_WANTED = """
            select a.*
            from asked, wanted cross join lateral (
                select v.id, v.version, v.starts_at, v.ends_at, t.at as terminated_at, s.state is not null as signed
                from agreement v
                     left join agreement_step s on s.agreement = v.id and s.version = v.version and s.state = 'SIGNED'
                          and (asked.epoch is null or recorded(s.xid) <= asked.epoch)
                     left join agreement_step t on t.agreement = v.id and t.version = v.version
                          and t.state = 'TERMINATED' and (asked.epoch is null or recorded(t.xid) <= asked.epoch)
                where v.id = wanted.id and (asked.epoch is null or recorded(v.xid) <= asked.epoch)
                order by signed desc, v.version desc limit 1) a
            """;

    private static final String FACTS =
            "with asked as (select ?::bigint as epoch), wanted as (select unnest(?::uuid[]) as id)" + OF_WANTED
                    + "order by a.id";

    private static final String ARTICLES = "select articles from agreement where id = ? and version = ?";
    private static final TypeReference<List<Article>> LIST = new TypeReference<>() {};

    private record Key(UUID id, int version) {}

    /** A version never changes: its articles need be read once. */
    private final Cache<Key, List<ArticleFacts>> articles =
            Caffeine.newBuilder().maximumSize(10_000).build();

    private final ObjectMapper json;

    AgreementFacts(ObjectMapper json) {
        this.json = json;
    }

    /** @param asOf the epoch whose facts are wanted, null for those of now */
    public List<PolicyInput.AgreementFacts> of(Connection snapshot, Collection<UUID> agreements, Long asOf)
            throws SQLException {
        var facts = new ArrayList<PolicyInput.AgreementFacts>();
        for (var agreement : withoutArticles(snapshot, agreements, asOf)) {
            facts.add(withArticles(snapshot, agreement));
        }
        return facts;
    }

    /** @param agreement as it was {@link #read} */
    public PolicyInput.AgreementFacts withArticles(Connection snapshot, PolicyInput.AgreementFacts agreement)
            throws SQLException {
        return new PolicyInput.AgreementFacts(
                agreement.id(),
                agreement.version(),
                agreement.signed(),
                agreement.from(),
                agreement.until(),
                agreement.terminated(),
                articles(snapshot, new Key(UUID.fromString(agreement.id()), agreement.version())));
    }

    /** For lists: no article hides a dataset. */
    public List<PolicyInput.AgreementFacts> withoutArticles(Connection snapshot, Collection<UUID> agreements, Long asOf)
            throws SQLException {
        var facts = new ArrayList<PolicyInput.AgreementFacts>();
        if (agreements.isEmpty()) {
            return facts;
        }
        try (var select = snapshot.prepareStatement(FACTS)) {
            select.setObject(1, asOf, Types.BIGINT);
            select.setArray(2, snapshot.createArrayOf("uuid", agreements.toArray()));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    facts.add(read(rows, ""));
                }
            }
        }
        return facts;
    }

    /**
     * Without its articles.
     *
     * @param prefix of the columns' names, where they stand beside others
     */
    public static PolicyInput.AgreementFacts read(ResultSet row, String prefix) throws SQLException {
        return new PolicyInput.AgreementFacts(
                row.getString(prefix + "id"),
                row.getInt(prefix + "version"),
                row.getBoolean(prefix + "signed"),
                instant(row, prefix + "starts_at"),
                instant(row, prefix + "ends_at"),
                instant(row, prefix + "terminated_at"),
                List.of());
    }

    private List<ArticleFacts> articles(Connection snapshot, Key key) throws SQLException {
        var known = articles.getIfPresent(key);
        if (known != null) {
            return known;
        }
        try (var select = snapshot.prepareStatement(ARTICLES)) {
            select.setObject(1, key.id);
            select.setInt(2, key.version);
            try (var row = select.executeQuery()) {
                row.next();
                var read = read(row.getString(1));
                articles.put(key, read);
                return read;
            }
        }
    }

    private List<ArticleFacts> read(String text) throws SQLException {
        try {
            return json.readValue(text, LIST).stream()
                    .filter(Article::demands)
                    .map(Article::facts)
                    .toList();
        } catch (JsonProcessingException e) {
            throw new SQLException("stored articles are not readable", e);
        }
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
