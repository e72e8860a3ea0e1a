package org.entente.rule;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What versions of rules are called. */
@ApplicationScoped
public class RuleTitles {
    private static final String TITLES = """
            select rule, version, content ->> case when ? = 'fr' then 'titleFr' else 'titleEn' end
            from rule_version join unnest(?::uuid[], ?::int[]) as asked (rule, version) using (rule, version)
            """;

    public record Version(UUID rule, int version) {}

    private final AgroalDataSource database;

    RuleTitles(AgroalDataSource database) {
        this.database = database;
    }

    /** Nothing for what is no version of a rule. */
    public Map<Version, String> of(Collection<Version> versions, String language) throws SQLException {
        var titles = new HashMap<Version, String>();
        if (versions.isEmpty()) {
            return titles;
        }
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(TITLES)) {
            select.setString(1, language);
            select.setObject(2, versions.stream().map(Version::rule).toArray(UUID[]::new));
            select.setObject(3, versions.stream().mapToInt(Version::version).toArray());
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    titles.put(new Version(rows.getObject(1, UUID.class), rows.getInt(2)), rows.getString(3));
                }
            }
        }
        return titles;
    }
}
