package org.entente.rule;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.UUID;

/** What a version of a rule is called. */
@ApplicationScoped
public class RuleTitles {
    private static final String TITLE = """
            select content ->> case when ? = 'fr' then 'titleFr' else 'titleEn' end from rule_version
            where rule = ? and version = ?
            """;

    private final AgroalDataSource database;

    RuleTitles(AgroalDataSource database) {
        this.database = database;
    }

    /** Null where there is no such version. */
    public String of(UUID rule, int version, String language) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(TITLE)) {
            select.setString(1, language);
            select.setObject(2, rule);
            select.setInt(3, version);
            try (var row = select.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }
}
