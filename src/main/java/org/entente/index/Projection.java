package org.entente.index;

import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * How one kind of entity lies in Elasticsearch. Each projection has one or more aliases (such as {@code datasets-public} and
 * {@code datasets-hidden}); behind each alias is one generation of an index at a time.
 */
public interface Projection {
    /** The name under which the outbox knows it. */
    String name();

    /** Alias to the JSON body (settings and mappings) of an index behind it. */
    Map<String, String> aliases();

    /**
     * The operations that bring these entities up to date, on indices named {@code alias + suffix} (an empty suffix: the alias
     * itself). Entities that are no longer there, or that moved to another alias, are deleted from the others. Versions are
     * external, so that delivering twice or out of order changes nothing.
     */
    List<BulkOperation> operations(Collection<UUID> entities, String suffix);

    /** All entities there are, in one snapshot, page by page; for a rebuild. */
    void forEachPage(int size, Consumer<List<UUID>> page);
}
