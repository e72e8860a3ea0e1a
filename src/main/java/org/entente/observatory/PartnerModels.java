package org.entente.observatory;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.entente.observatory.LabelApi.ModelView;

/** The tables {@code partner_model} and {@code series_model}. */
@ApplicationScoped
class PartnerModels {
    private static final String KEEP =
            "insert into partner_model (sha256, content, window_size, added_at) values (?, ?, ?, ?) on conflict do nothing";
    private static final String SAY = """
            insert into series_model (series, number, titles, descriptions)
            values (?, ?, jsonb_build_object('fr', ?::text, 'en', ?::text), jsonb_build_object('fr', ?::text, 'en', ?::text))
            on conflict (series, number) do update set titles = excluded.titles, descriptions = excluded.descriptions
            """;
    private static final String CURRENT = """
            select m.sha256, m.window_size, d.owner, a.at, c.titles ->> 'fr', c.titles ->> 'en', c.descriptions ->> 'fr', c.descriptions ->> 'en',
                a.number
            from (select * from series_adjustment where series = ? and kind = 'MODEL' order by number desc limit 1) a
            join partner_model m on m.sha256 = a.model
            join series_model c on c.series = a.series and c.number = a.number
            join series s on s.number = a.series join dataset d on d.id = s.dataset
            """;

    /** By different contents, whoever else has them too. */
    private static final String MAY_HAVE = """
            select count(distinct a.model) < ? or coalesce(bool_or(a.model = ?), false) from series_model m
            join series_adjustment a on a.series = m.series and a.number = m.number
            join series s on s.number = m.series join dataset d on d.id = s.dataset
            where d.owner = ?
            """;

    private final AgroalDataSource database;
    private final Clock clock;

    PartnerModels(AgroalDataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What its owner says of it. */
    record Said(String titleFr, String titleEn, String descriptionFr, String descriptionEn) {}

    /**
     * The one of a series, with what is shown of it.
     *
     * @param number the adjustment's that names it
     */
    record Current(PartnerModel model, Said said, String owner, Instant since, int number) {
        ModelView in(String language) {
            boolean french = "fr".equals(language);
            return new ModelView(
                    french ? said.titleFr : said.titleEn,
                    french ? said.descriptionFr : said.descriptionEn,
                    owner,
                    model.window(),
                    model.sha256(),
                    since);
        }
    }

    byte[] content(Connection connection, PartnerModel model) throws SQLException {
        try (var select = connection.prepareStatement("select content from partner_model where sha256 = ?")) {
            select.setString(1, model.sha256());
            try (var row = select.executeQuery()) {
                row.next();
                return row.getBytes(1);
            }
        }
    }

    /** In the running transaction; of one that is there already nothing is done. */
    void keep(PartnerModel model, byte[] content) throws SQLException {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(KEEP)) {
            insert.setString(1, model.sha256());
            insert.setBytes(2, content);
            insert.setInt(3, model.window());
            insert.setObject(4, clock.instant().atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    /** In the running transaction. How often a model was set. */
    int count(int series) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("select count(*) from series_model where series = ?")) {
            select.setInt(1, series);
            try (var row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** In the running transaction. Whether one more than those that an owner's series ever had is not too many, or is one of them. */
    boolean mayHave(String owner, PartnerModel model, int most) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(MAY_HAVE)) {
            select.setInt(1, most);
            select.setString(2, model.sha256());
            select.setString(3, owner);
            try (var row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /**
     * In place of what was said before.
     *
     * @param number the adjustment's that names the model
     */
    void say(int series, int number, Said said) throws SQLException {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(SAY)) {
            insert.setInt(1, series);
            insert.setInt(2, number);
            insert.setString(3, said.titleFr);
            insert.setString(4, said.titleEn);
            insert.setString(5, said.descriptionFr);
            insert.setString(6, said.descriptionEn);
            insert.executeUpdate();
        }
    }

    Optional<Current> of(int series) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(CURRENT)) {
            select.setInt(1, series);
            try (var row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Current(
                                new PartnerModel(row.getString(1), row.getInt(2)),
                                new Said(row.getString(5), row.getString(6), row.getString(7), row.getString(8)),
                                row.getString(3),
                                SeriesStore.instant(row, 4),
                                row.getInt(9)))
                        : Optional.empty();
            }
        }
    }
}
