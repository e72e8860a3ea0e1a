package org.entente.observatory;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.entente.access.Idempotency;
import org.entente.access.Page;
import org.entente.access.Request;
import org.entente.access.RequestCursors;

/** Messages of partners' topics of which nothing could be taken, for those who send them; kept as long as what observations were set aside. */
@ApplicationScoped
public class SetAsideMessages {
    /** Of the message that is kept: all of it is in the topic, at its position. */
    private static final int LONGEST = 1_000;

    /** Of a partner: beyond, messages are counted alone. */
    private static final int MOST = 10_000;

    private static final int AT_ONCE = 5_000;

    private static final String ADD = """
            insert into message_quarantine (partner, topic, partition, position, reason, key, message)
            values (?, ?, ?, ?, ?, ?, ?) on conflict (topic, partition, position) do nothing
            """;
    private static final String COUNT =
            "select count(*) from (select from message_quarantine where partner = ? limit %d) kept".formatted(MOST);
    private static final String PAGE = """
            select id, reason, key, message, partition, position, created_at from message_quarantine
            where partner = ? and id > ? order by id limit ?
            """;
    private static final String FORGET = """
            delete from message_quarantine where id = any (array(
                select id from message_quarantine where created_at < ?::timestamptz - interval '1 day' limit %d))
            """.formatted(AT_ONCE);

    @Name("SetAsideMessage")
    public record MessageView(
            @NonNull MessageReason reason,

            @Description("Which should be a series' id; as it was written")
            String key,

            @Description("As it was written, its beginning") String message,
            int partition,
            @Description("In the partition, its offset") long position,
            @NonNull Instant at) {}

    private record Row(long id, MessageView view) {}

    private final AgroalDataSource database;
    private final RequestCursors cursors;
    private final Idempotency idempotency;
    private final Counter dropped;

    SetAsideMessages(AgroalDataSource database, RequestCursors cursors, Idempotency idempotency, MeterRegistry meters) {
        this.dropped = meters.counter("entente.messages.dropped");
        this.database = database;
        this.cursors = cursors;
        this.idempotency = idempotency;
    }

    /** In the running transaction; a message that was set aside before, at its position, is there already. */
    void add(Connection connection, String partner, List<TopicRound.Taken> all) throws SQLException {
        int room = Math.min(all.size(), MOST - count(connection, partner));
        dropped.increment(all.size() - room);
        try (var insert = connection.prepareStatement(ADD)) {
            for (var taken : all.subList(0, room)) {
                var record = taken.record();
                insert.setString(1, partner);
                insert.setString(2, record.topic());
                insert.setInt(3, record.partition());
                insert.setLong(4, record.offset());
                insert.setString(5, taken.read().refused().name());
                insert.setString(6, text(record.key()));
                insert.setString(7, text(record.value()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static int count(Connection connection, String partner) throws SQLException {
        try (var select = connection.prepareStatement(COUNT)) {
            select.setString(1, partner);
            try (var row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static String text(byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        var text = ObservationBook.shortened(new String(bytes, StandardCharsets.UTF_8), LONGEST);
        // half of a pair is no text to the database
        return !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1))
                ? text.substring(0, text.length() - 1)
                : text;
    }

    /** Of the caller's partner's topic, in the order in which they came. */
    Page<MessageView> page(Request request, int first, String after) throws SQLException {
        var partner = request.caller().requirePartner();
        request.spend(first);
        var pages = cursors.of(request.caller(), "set aside messages");
        var rows = read(partner, pages.open(after).map(Long::valueOf).orElse(0L), first + 1);
        var page = pages.page(rows, first, row -> Long.toString(row.id));
        return page.map(page.rows().stream().map(Row::view).toList());
    }

    private List<Row> read(String partner, long after, int limit) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(PAGE)) {
            select.setString(1, partner);
            select.setLong(2, after);
            select.setInt(3, limit);
            try (var rows = select.executeQuery()) {
                var found = new ArrayList<Row>();
                while (rows.next()) {
                    found.add(row(rows));
                }
                return found;
            }
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong(1),
                new MessageView(
                        MessageReason.valueOf(row.getString(2)),
                        row.getString(3),
                        row.getString(4),
                        row.getInt(5),
                        row.getLong(6),
                        SeriesStore.instant(row, 7)));
    }

    /** So many of them in one statement. */
    void forgetOld() throws SQLException {
        try (var connection = database.getConnection();
                var delete = connection.prepareStatement(FORGET)) {
            delete.setObject(1, idempotency.oldest());
            int gone;
            do {
                gone = delete.executeUpdate();
            } while (gone == AT_ONCE);
        }
    }
}
