package org.entente.index;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.http.HttpHost;
import org.elasticsearch.client.RestClient;
import org.flywaydb.core.Flyway;

/** The classes of this package put together by hand, on a database of their own and a search server without their indices. */
public final class IndexParts implements AutoCloseable {
    private static final String NAME = "entente";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    public final ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule());
    public final AgroalDataSource database;
    public final ElasticsearchClient elasticsearch;
    public final Projection projection;
    public final IndexRebuild rebuild;
    public final Searches searches;
    final IndexGenerations generations;
    final OutboxDelivery delivery;
    final IndexConfig config;

    private final RestClient client;
    private OutboxLoop loop;

    /** @param projection made with the database of these parts */
    public static IndexParts on(ProjectionOf projection) throws SQLException, IOException {
        return on(SearchServers.elasticsearchHost(), projection);
    }

    public static IndexParts on(String elasticsearchHost, ProjectionOf projection) throws SQLException, IOException {
        var parts = new IndexParts(elasticsearchHost, projection);
        parts.loseIndices();
        return parts;
    }

    public interface ProjectionOf {
        Projection on(AgroalDataSource database, ObjectMapper json);
    }

    private IndexParts(String elasticsearchHost, ProjectionOf projection) throws SQLException {
        database = freshDatabase();
        client = RestClient.builder(HttpHost.create("http://" + elasticsearchHost))
                .build();
        elasticsearch = new ElasticsearchClient(new RestClientTransport(client, new JacksonJsonpMapper(json)));
        this.projection = projection.on(database, json);
        config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(IndexConfig.class)
                .build()
                .getConfigMapping(IndexConfig.class);
        generations = new IndexGenerations(elasticsearch);
        rebuild = new IndexRebuild(database, elasticsearch, generations, config);
        delivery = new OutboxDelivery(database, elasticsearch, generations, rebuild, config);
        searches = new Searches(elasticsearch);
        loop = newLoop();
    }

    private static AgroalDataSource freshDatabase() throws SQLException {
        var name = "search_" + System.currentTimeMillis() + "_" + DATABASES.incrementAndGet();
        try (var server = pool(SearchServers.databaseUrl());
                var connection = server.getConnection();
                var create = connection.createStatement()) {
            create.execute("create database " + name);
        }
        var url = SearchServers.databaseUrl().replaceAll("/[^/]*$", "/" + name);
        var database = pool(url);
        Flyway.configure().dataSource(database).load().migrate();
        return database;
    }

    private static AgroalDataSource pool(String url) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(12)
                        .connectionFactoryConfiguration(connections -> connections
                                .jdbcUrl(url)
                                .principal(new NamePrincipal(NAME))
                                .credential(new SimplePassword(NAME)))));
    }

    private OutboxLoop newLoop() {
        return new OutboxLoop(delivery, List.of(projection), config);
    }

    public Freshness freshness() {
        return new Freshness(database, loop, config);
    }

    public void startLoop() {
        loop.start(new StartupEvent());
    }

    public void stopLoop() throws InterruptedException {
        loop.stop(new ShutdownEvent());
        loop = newLoop();
    }

    /** What a transaction does, with the signal that follows its commit. */
    public void outbox(Collection<UUID> entities, boolean visibility) throws SQLException {
        try (var connection = database.getConnection()) {
            OutboxRows.add(connection, projection.name(), entities, visibility);
        }
        loop.wake();
    }

    public void deliver() throws SQLException, IOException {
        delivery.deliver(projection);
        generations.refresh(projection, "");
    }

    /** As if the indices had gone just after it was seen that they are there. */
    public void deliverUnprepared() throws SQLException, IOException {
        delivery.drain(projection);
    }

    /** As when a cluster is put up anew. */
    public void loseIndices() throws IOException {
        for (var alias : projection.aliases().keySet()) {
            generations.delete(generations(alias));
        }
    }

    /** A hub that starts and sees these servers for the first time. */
    public void restart() throws SQLException, IOException {
        restart(projection);
    }

    public void restart(Projection release) throws SQLException, IOException {
        new IndexRebuild(database, elasticsearch, generations, config).ensure(release);
    }

    public long pending() throws SQLException {
        try (var connection = database.getConnection()) {
            return OutboxRows.pendingCount(connection, projection.name());
        }
    }

    public void execute(String sql, Object... values) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        }
    }

    /** All indices of an alias, behind it or not. */
    public List<String> generations(String alias) throws IOException {
        return List.copyOf(generations.all(alias).keySet());
    }

    /** Id to version of all documents behind an alias. */
    public Map<UUID, Long> indexed(String alias) throws IOException {
        elasticsearch.indices().refresh(r -> r.index(alias));
        var versions = new HashMap<UUID, Long>();
        var found = elasticsearch.search(s -> s.index(alias).size(10_000).version(true), Map.class);
        found.hits().hits().forEach(hit -> versions.put(UUID.fromString(hit.id()), hit.version()));
        return versions;
    }

    @Override
    public void close() throws Exception {
        stopLoop();
        client.close();
        database.close();
    }
}
