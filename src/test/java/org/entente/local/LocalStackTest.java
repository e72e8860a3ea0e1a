package org.entente.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;

import io.restassured.RestAssured;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The servers of this test run are the real ones and know what the hub needs of them. */
class LocalStackTest {

    private static final String INDEX = """
            {"settings": {"analysis": {
               "filter": {
                 "fr_elision": {"type": "elision", "articles_case": true, "articles": ["l", "d", "qu", "n", "s"]},
                 "fr_stop": {"type": "stop", "stopwords": "_french_"},
                 "fr_stem": {"type": "stemmer", "language": "light_french"},
                 "en_stem": {"type": "stemmer", "language": "english"},
                 "nl_stem": {"type": "stemmer", "language": "dutch"},
                 "beginnings": {"type": "edge_ngram", "min_gram": 1, "max_gram": 15, "preserve_original": true}},
               "analyzer": {
                 "fr": {"type": "custom", "tokenizer": "standard",
                        "filter": ["lowercase", "fr_elision", "fr_stop", "asciifolding", "fr_stem"]},
                 "en": {"type": "custom", "tokenizer": "standard", "filter": ["lowercase", "asciifolding", "en_stem"]},
                 "nl": {"type": "custom", "tokenizer": "standard", "filter": ["lowercase", "asciifolding", "nl_stem"]},
                 "beginning": {"type": "custom", "tokenizer": "standard",
                               "filter": ["lowercase", "asciifolding", "beginnings"]}},
               "normalizer": {"folded": {"type": "custom", "filter": ["lowercase", "asciifolding"]}}}},
             "mappings": {"properties": {
               "title": {"type": "text", "analyzer": "fr", "fields": {
                 "en": {"type": "text", "analyzer": "en"},
                 "nl": {"type": "text", "analyzer": "nl"},
                 "beginning": {"type": "text", "analyzer": "beginning", "search_analyzer": "en"},
                 "exact": {"type": "keyword", "normalizer": "folded"}}}}}}
            """;

    private static Map<String, String> told;

    @BeforeAll
    static void start() {
        told = TestStack.shared();
    }

    @Test
    void postgresql_answers_and_compares_text_alike_everywhere() throws Exception {
        try (var connection = DriverManager.getConnection(
                        told.get("quarkus.datasource.jdbc.url"),
                        told.get("quarkus.datasource.username"),
                        told.get("quarkus.datasource.password"));
                var rows = connection.createStatement().executeQuery("select 1, upper('é'), 'Z' < 'a'")) {
            rows.next();
            assertThat(rows.getInt(1)).isOne();
            assertThat(rows.getString(2)).isEqualTo("É");
            assertThat(rows.getBoolean(3)).isTrue();
        }
    }

    @Test
    void elasticsearch_finds_french_words_whatever_their_article_accent_or_number() {
        var node = "http://" + told.get("quarkus.elasticsearch.hosts");
        json().body(INDEX).put(node + "/titles").then().statusCode(200);
        json().body("{\"title\": \"Qualité de l'air\"}").put(node + "/titles/_doc/air?refresh=true");
        json().body("{\"title\": \"Arbres remarquables\"}").put(node + "/titles/_doc/trees?refresh=true");

        assertFound(node, "match", "title", "AIR", "air");
        assertFound(node, "match", "title", "qualites d'air", "air");
        assertFound(node, "match", "title", "arbre", "trees");
        assertFound(node, "match", "title.beginning", "qual", "air");
        assertFound(node, "term", "title.exact", "qualite de l'AIR", "air");
    }

    private static void assertFound(String node, String query, String field, String text, String id) {
        var body = "{\"query\": {\"%s\": {\"%s\": \"%s\"}}}".formatted(query, field, text);
        json().body(body).post(node + "/titles/_search").then().body("hits.hits._id", contains(id));
    }

    private static io.restassured.specification.RequestSpecification json() {
        return RestAssured.given().contentType("application/json");
    }

    @Test
    void keycloak_binds_a_token_to_a_purpose_only_where_the_partner_may_use_it() throws Exception {
        var realm = told.get("quarkus.oidc.auth-server-url");
        var granted = Keycloak.claims(realm, "agent-aphm", "health-service");
        var withheld = Keycloak.claims(realm, "agent-aphm", "public-safety");

        assertThat(granted.path("partner").asText()).isEqualTo("aphm");
        assertThat(granted.path("aud").asText()).isEqualTo("entente-hub");
        assertThat(granted.path("iss").asText()).isEqualTo(realm);
        assertThat(granted.at("/realm_access/roles"))
                .anyMatch(role -> role.asText().equals("partner-agent"));
        assertThat(granted.path("exp").asLong() - granted.path("iat").asLong()).isEqualTo(300);
        assertThat(granted.path("scope").asText()).contains("purpose:health-service");
        assertThat(withheld.path("scope").asText()).doesNotContain("purpose:");
    }

    @Test
    void a_taken_port_is_named_with_the_property_that_changes_it(@TempDir Path state) throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = Integer.toString(other.getLocalPort());
            var config = TestStack.config(state, Map.of("entente.local.postgresql.port", port));
            assertThatThrownBy(() -> LocalStack.start(config, onlyStarting("quarkus.datasource.jdbc.url"), line -> {}))
                    .isInstanceOf(LocalStackException.PortTaken.class)
                    .hasMessageContaining("Port " + port)
                    .hasMessageContaining("entente.local.postgresql.port");
        }
    }

    @Test
    void a_server_that_cannot_start_shows_the_end_of_its_log(@TempDir Path state) throws Exception {
        var config = TestStack.config(state, Map.of("entente.local.elasticsearch.heap", "1k"));
        assertThatThrownBy(() -> LocalStack.start(config, onlyStarting("quarkus.elasticsearch.hosts"), line -> {}))
                .isInstanceOf(LocalStackException.Ended.class)
                .hasMessageContaining("Elasticsearch ended with status 1")
                .hasMessageContaining("Too small maximum heap");
    }

    @Test
    void a_second_hub_on_the_same_state_is_refused() {
        var config = TestStack.config(TestStack.SHARED, Map.of());
        assertThatThrownBy(() -> LocalStack.start(config, given -> true, line -> {}))
                .isInstanceOf(LocalStackException.StateInUse.class);
    }

    private static java.util.function.Predicate<String> onlyStarting(String property) {
        return given -> !given.equals(property);
    }
}
