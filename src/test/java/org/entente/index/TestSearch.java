package org.entente.index;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import org.entente.local.LocalStackResource;

/** The Elasticsearch node of this test run, without the hub. */
final class TestSearch {
    private TestSearch() {}

    static ElasticsearchClient client() {
        String node = new LocalStackResource().start().get("quarkus.elasticsearch.hosts");
        return ElasticsearchClient.of(builder -> builder.host("http://" + node));
    }
}
