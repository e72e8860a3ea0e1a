package org.entente.index;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One bulk request, and which of its entities did not get in. */
final class BulkWriter {
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    private final ElasticsearchClient elasticsearch;

    BulkWriter(ElasticsearchClient elasticsearch) {
        this.elasticsearch = elasticsearch;
    }

    /**
     * @param alias whether the operations name aliases: then a missing one is a failure, where Elasticsearch would otherwise
     *     make an index of that name, without settings
     * @return refused entities with the reason, for their own sake (trying again will not help)
     * @throws IOException when it may help to try again: no answer, no index, overload
     */
    Map<UUID, String> write(List<BulkOperation> operations, boolean alias) throws IOException {
        var refused = new HashMap<UUID, String>();
        if (operations.isEmpty()) {
            return refused;
        }
        for (var item : elasticsearch
                .bulk(bulk -> bulk.operations(operations).requireAlias(alias))
                .items()) {
            if (!isDone(item)) {
                refused.put(UUID.fromString(item.id()), reason(item));
            }
        }
        return refused;
    }

    /** A conflict means that a newer version is there already; deleting what is not there is no error to begin with. */
    private static boolean isDone(BulkResponseItem item) {
        return item.error() == null || item.status() == CONFLICT;
    }

    private static String reason(BulkResponseItem item) throws IOException {
        var reason = item.error().type() + ": " + item.error().reason();
        if (item.status() == NOT_FOUND || item.status() == TOO_MANY || item.status() >= SERVER_ERROR) {
            throw new IOException(item.index() + ": " + reason);
        }
        return reason;
    }
}
