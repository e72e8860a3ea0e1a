package org.entente.observatory;

import io.agroal.api.AgroalDataSource;
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

    private static final String ADD = """
            insert into message_quarantine (partner, topic, partition, position, reason, key, message)
            values (?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String PAGE = """
            select id, reason, key, message, partition, position, created_at from message_quarantine
            where partner = ? and id > ? order by id limit ?
            """;
    private static final String FORGET = """
            delete from message_quarantine where id = any (array(
                select id from message_quarantine where created_at < ?::timestamptz - interval '1 day' limit 5000))
            """;

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

    SetAsideMessages(AgroalDataSource database, RequestCursors cursors, Idempotency idempotency) {
        this.database = database;
        this.cursors = cursors;
        this.idempotency = idempotency;
    }

    /** In the running transaction. */
    void add(Connection connection, String partner, TopicRound.Taken taken) throws SQLException {
        var record = taken.record();
        try (var insert = connection.prepareStatement(ADD)) {
            insert.setString(1, partner);
            insert.setString(2, record.topic());
            insert.setInt(3, record.partition());
            insert.setLong(4, record.offset());
            insert.setString(5, taken.read().refused().name());
            insert.setString(6, text(record.key()));
            insert.setString(7, text(record.value()));
            insert.executeUpdate();
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

    /** Some of them at a time. */
    void forgetOld() throws SQLException {
        try (var connection = database.getConnection();
                var delete = connection.prepareStatement(FORGET)) {
            delete.setObject(1, idempotency.oldest());
            delete.executeUpdate();
        }
    }
}
