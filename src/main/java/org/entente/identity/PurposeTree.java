package org.entente.identity;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.entente.kernel.HubException;

/** The tree of purposes in force. Each version is kept, so that what covers a purpose covers the children of its own time. */
@ApplicationScoped
public class PurposeTree {
    private static final String CURRENT = "select max(version) from purpose_tree";
    private static final String ALL = """
            select code, parent, law_enforcement, names ->> ? from purpose
            where version = (select max(version) from purpose_tree) order by code
            """;
    private static final String COVERED = """
            with recursive covered as (
                select code from purpose where version = ? and code = any (?)
                union
                select child.code from purpose child join covered on child.parent = covered.code where child.version = ?)
            select code from covered
            """;

    /**
     * Federation has a type named Purpose of its own, of another meaning.
     *
     * @param parent null at the top
     */
    @Name("PurposeOfUse")
    public record Purpose(
            @NonNull String code,
            @NonNull String name,
            String parent,

            @Description("Among the purposes of Directive (EU) 2016/680, article 1(1)")
            boolean lawEnforcement) {}

    /** Purposes with their children, under one version of the tree. */
    public record Covered(int version, Set<String> codes) {}

    private final AgroalDataSource database;

    PurposeTree(AgroalDataSource database) {
        this.database = database;
    }

    public List<Purpose> all(String language) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(ALL)) {
            select.setString(1, language);
            try (var rows = select.executeQuery()) {
                var purposes = new ArrayList<Purpose>();
                while (rows.next()) {
                    purposes.add(
                            new Purpose(rows.getString(1), rows.getString(4), rows.getString(2), rows.getBoolean(3)));
                }
                return purposes;
            }
        }
    }

    /**
     * The purposes with all below them, as the tree stands now.
     *
     * @throws HubException BAD_INPUT at the path for a purpose that the tree does not know
     */
    public Covered cover(Collection<String> purposes, String path) throws SQLException {
        try (var connection = database.getConnection()) {
            int version = current(connection);
            var covered = covered(connection, version, purposes);
            for (var purpose : purposes) {
                if (!covered.contains(purpose)) {
                    throw unknown(purpose, path);
                }
            }
            return new Covered(version, covered);
        }
    }

    /**
     * For questions about the past too: a purpose that any version of the tree knows.
     *
     * @throws HubException BAD_INPUT at the path for one that was never known
     */
    public void requireKnown(String purpose, String path) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("select 1 from purpose where code = ?")) {
            select.setString(1, purpose);
            try (var row = select.executeQuery()) {
                if (!row.next()) {
                    throw unknown(purpose, path);
                }
            }
        }
    }

    private static HubException unknown(String purpose, String path) {
        return HubException.badInput(path, "There is no purpose '" + purpose + "'");
    }

    private static int current(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(CURRENT);
                var row = select.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    private static Set<String> covered(Connection connection, int version, Collection<String> purposes)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COVERED)) {
            select.setInt(1, version);
            select.setArray(2, connection.createArrayOf("text", purposes.toArray()));
            select.setInt(3, version);
            try (var rows = select.executeQuery()) {
                var codes = new TreeSet<String>();
                while (rows.next()) {
                    codes.add(rows.getString(1));
                }
                return codes;
            }
        }
    }
}
