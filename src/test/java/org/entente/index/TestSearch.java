package org.entente.index;

import co.elastic.clients.elasticsearch.ElasticsearchClient;

final class TestSearch {
    static ElasticsearchClient client() {
        return ElasticsearchClient.of(b -> b.host(System.getProperty("entente.test.search")));
    }
}
