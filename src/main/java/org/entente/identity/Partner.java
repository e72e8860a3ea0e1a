package org.entente.identity;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.entente.kernel.HubException;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** An organisation that shares or uses data. Its id is the {@code partner} claim of its users' tokens. */
@Entity
public class Partner extends PanacheEntityBase {
    @Id
    public String id;

    /** By language, {@code fr} and {@code en}. */
    @JdbcTypeCode(SqlTypes.JSON)
    public Map<String, String> names;

    /** A competent authority in the sense of Directive (EU) 2016/680, article 3(7). */
    @Column(name = "competent_authority")
    public boolean competentAuthority;

    public static List<Partner> page(String after, int first) {
        return find("id > ?1 order by id", after == null ? "" : after)
                .page(0, first)
                .list();
    }

    public static Map<String, Partner> byId(Collection<String> ids) {
        return Partner.<Partner>find("id in ?1", ids).stream()
                .collect(Collectors.toMap(partner -> partner.id, Function.identity()));
    }

    /**
     * Partners are public: that one does not exist can be said to anyone.
     *
     * @param ids null and empty are none
     * @throws HubException BAD_INPUT at {@code path}
     */
    public static void requireKnown(Collection<String> ids, String path) {
        if (ids == null || ids.isEmpty()) {
            return;
        }
        // PostgreSQL takes no text with that letter in it
        var asked = ids.stream().filter(id -> id.indexOf('\0') < 0).toList();
        var known = QuarkusTransaction.joiningExisting().call(() -> byId(asked).keySet());
        ids.stream().filter(id -> !known.contains(id)).findFirst().ifPresent(unknown -> {
            throw HubException.badInput(path, "There is no partner '" + unknown + "'");
        });
    }

    public String name(String language) {
        return names.getOrDefault(language, names.values().iterator().next());
    }
}
