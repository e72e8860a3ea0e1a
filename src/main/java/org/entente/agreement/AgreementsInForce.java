package org.entente.agreement;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.entente.kernel.HubException;

/** Which agreements join two partners, for whoever needs the one that they act under. */
@ApplicationScoped
public class AgreementsInForce {
    private static final String JOINING = """
            select a.id from agreement a
                 join agreement_step s on s.agreement = a.id and s.version = a.version and s.state = 'SIGNED'
                 left join agreement_step o on o.agreement = a.id and o.version = a.version
                      and (o.state = 'REPLACED' or o.state = 'TERMINATED' and o.at <= ?)
            where a.parties @> array[?, ?]::text[] and o.state is null
                  and a.starts_at <= ? and (a.ends_at is null or a.ends_at > ?)
            order by a.id limit 2
            """;

    private final AgroalDataSource database;

    AgreementsInForce(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * The agreement that is named, which must join them, or else the only one that is in force between them.
     *
     * @param named null where none is
     * @param path of the name in the caller's input
     */
    public UUID joining(String owner, String consumer, UUID named, Instant now, String path) throws SQLException {
        if (named != null) {
            return signed(named)
                    .filter(agreement -> agreement.joins(owner, consumer))
                    .orElseThrow(() -> HubException.badInput(path, "No agreement that joins both partners"))
                    .id;
        }
        var found = find(owner, consumer, now);
        if (found.size() != 1) {
            throw HubException.badInput(
                    path,
                    found.isEmpty()
                            ? "No agreement is in force between both partners"
                            : "Several agreements are in force between both partners: name one");
        }
        return found.getFirst();
    }

    /** The newest version that all signed, else the newest. */
    private static Optional<Agreement> signed(UUID id) {
        var versions = Agreement.versions(id);
        var signed = AgreementStep.of(List.of(id)).stream()
                .filter(step -> step.state == AgreementState.SIGNED)
                .map(step -> step.version)
                .collect(Collectors.toSet());
        return versions.stream()
                .filter(version -> signed.contains(version.version))
                .findFirst()
                .or(() -> versions.stream().findFirst());
    }

    private List<UUID> find(String owner, String consumer, Instant now) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(JOINING)) {
            var instant = now.atOffset(ZoneOffset.UTC);
            select.setObject(1, instant);
            select.setString(2, owner);
            select.setString(3, consumer);
            select.setObject(4, instant);
            select.setObject(5, instant);
            try (var rows = select.executeQuery()) {
                var ids = new ArrayList<UUID>();
                while (rows.next()) {
                    ids.add(rows.getObject(1, UUID.class));
                }
                return ids;
            }
        }
    }
}
