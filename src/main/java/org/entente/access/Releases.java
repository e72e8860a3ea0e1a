package org.entente.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.TreeMap;
import org.entente.policy.PolicyConfig;
import org.entente.policy.PolicyEngine;
import org.entente.policy.Release;
import org.entente.policy.WasmPolicyEngine;

/**
 * Every release of the policies that ever decided, kept so that a past decision can be taken again by the policies of then. Those
 * of the past run as WebAssembly inside the hub, whatever engine runs the present one: no OPA server holds them.
 */
@ApplicationScoped
public class Releases {
    /** Compiled modules take memory, and a look back rarely crosses many releases. */
    private static final int MOST = 4;

    private static final String KEEP = """
            insert into policy_release (sha256, module, sources, first_used_at) values (?, ?, ?::jsonb, ?)
            on conflict do nothing
            """;
    private static final String FIND = "select module, sources from policy_release where sha256 = ?";
    private static final JsonMapper MAPPER = new JsonMapper();

    private final AgroalDataSource database;
    private final PolicyEngine current;
    private final PolicyConfig config;
    private final Clock clock;
    private final Cache<String, PolicyEngine> past =
            Caffeine.newBuilder().maximumSize(MOST).build();

    Releases(AgroalDataSource database, PolicyEngine current, PolicyConfig config, Clock clock) {
        this.database = database;
        this.current = current;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent boot) throws SQLException, JsonProcessingException {
        keep(current.release());
    }

    void keep(Release release) throws SQLException, JsonProcessingException {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(KEEP)) {
            insert.setString(1, release.sha256());
            insert.setBytes(2, release.module());
            insert.setString(3, MAPPER.writeValueAsString(release.sources()));
            insert.setTimestamp(4, Timestamp.from(clock.instant()));
            insert.executeUpdate();
        }
    }

    /** The engine that decides as the release of that name does; empty for one that was never kept. */
    public Optional<PolicyEngine> engine(String sha256) throws SQLException, JsonProcessingException {
        if (sha256.equals(current.release().sha256())) {
            return Optional.of(current);
        }
        var known = past.getIfPresent(sha256);
        return known != null ? Optional.of(known) : find(sha256).map(this::start);
    }

    private PolicyEngine start(Release release) {
        return past.get(release.sha256(), name -> new WasmPolicyEngine(release, 1, config.timeout()));
    }

    private Optional<Release> find(String sha256) throws SQLException, JsonProcessingException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(FIND)) {
            select.setString(1, sha256);
            try (var row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(Release.kept(sha256, row.getBytes(1), sources(row.getString(2))))
                        : Optional.empty();
            }
        }
    }

    private static TreeMap<String, String> sources(String json) throws JsonProcessingException {
        return MAPPER.readValue(json, new TypeReference<>() {});
    }
}
