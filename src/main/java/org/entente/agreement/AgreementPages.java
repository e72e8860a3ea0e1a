package org.entente.agreement;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.entente.access.Request;
import org.entente.access.RequestCursors;
import org.entente.agreement.AgreementApi.AgreementConnection;
import org.entente.agreement.AgreementApi.AgreementEdge;
import org.entente.identity.Role;

/** The agreements that the caller's partner is a party to, an auditor all, newest first. */
@ApplicationScoped
class AgreementPages {
    private static final String BEFORE_ALL = "9999-12-31T00:00:00Z ffffffff-ffff-ffff-ffff-ffffffffffff";
    private static final String PAGE = """
            select a.id, a.recorded_at from agreement a
            where a.version = 1 and (a.recorded_at, a.id) < (?, ?)
                  and (? or exists (select 1 from agreement v where v.id = a.id and v.parties @> array[?]::text[]))
            order by a.recorded_at desc, a.id desc limit ?
            """;

    private record Entry(UUID id, Instant recordedAt) {}

    private final AgroalDataSource database;
    private final RequestCursors cursors;
    private final AgreementViews views;

    AgreementPages(AgroalDataSource database, RequestCursors cursors, AgreementViews views) {
        this.database = database;
        this.cursors = cursors;
        this.views = views;
    }

    @Transactional(rollbackOn = Exception.class)
    AgreementConnection of(Request request, int first, String after) throws SQLException {
        var query = cursors.of(request.caller(), "agreements");
        var entries = page(request, query.open(after).orElse(BEFORE_ALL), first + 1);
        var page = query.page(entries, first, entry -> entry.recordedAt + " " + entry.id);
        var nodes = views.of(page.rows().stream().map(Entry::id).toList(), request.language())
                .iterator();
        return new AgreementConnection(
                page.edges((cursor, entry) -> new AgreementEdge(cursor.get(), nodes.next())), page.info());
    }

    private List<Entry> page(Request request, String position, int limit) throws SQLException {
        boolean all = request.caller().has(Role.AUDITOR);
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(PAGE)) {
            select.setObject(1, Instant.parse(position.split(" ")[0]).atOffset(ZoneOffset.UTC));
            select.setObject(2, UUID.fromString(position.split(" ")[1]));
            select.setBoolean(3, all);
            select.setString(4, all ? null : request.caller().requirePartner());
            select.setInt(5, limit);
            try (var rows = select.executeQuery()) {
                var page = new ArrayList<Entry>();
                while (rows.next()) {
                    page.add(new Entry(
                            rows.getObject(1, UUID.class),
                            rows.getObject(2, OffsetDateTime.class).toInstant()));
                }
                return page;
            }
        }
    }
}
