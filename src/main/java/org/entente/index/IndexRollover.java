package org.entente.index;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch.indices.update_aliases.Action;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** A new generation of all indices of a projection; what is not committed leaves no trace. */
final class IndexRollover implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(IndexRollover.class);

    private final ElasticsearchClient elasticsearch;
    private final IndexGenerations generations;
    private final Projection projection;
    private final String suffix;
    private boolean committed;

    private IndexRollover(ElasticsearchClient elasticsearch, IndexGenerations generations, Projection projection) {
        this.elasticsearch = elasticsearch;
        this.generations = generations;
        this.projection = projection;
        this.suffix = generations.next(projection);
    }

    static IndexRollover start(
            ElasticsearchClient elasticsearch, IndexGenerations generations, Projection projection, int replicas)
            throws IOException {
        var rollover = new IndexRollover(elasticsearch, generations, projection);
        try {
            rollover.create(replicas);
            return rollover;
        } catch (IOException | RuntimeException e) {
            rollover.close();
            throw e;
        }
    }

    private void create(int replicas) throws IOException {
        for (var index : projection.aliases().entrySet()) {
            var name = index.getKey() + suffix;
            elasticsearch.indices().create(c -> c.index(name).withJson(new StringReader(index.getValue())));
            elasticsearch
                    .indices()
                    .putSettings(p -> p.index(name).settings(s -> s.numberOfReplicas(String.valueOf(replicas))));
        }
    }

    String suffix() {
        return suffix;
    }

    /** All aliases move in one call; the former generation goes. */
    void commit() throws IOException {
        generations.refresh(projection, suffix);
        var former = new ArrayList<String>();
        var actions = new ArrayList<Action>();
        for (var alias : projection.aliases().keySet()) {
            former.addAll(generations.behind(alias));
            actions.addAll(moves(alias));
        }
        elasticsearch.indices().updateAliases(u -> u.actions(actions));
        committed = true;
        generations.delete(former);
    }

    private List<Action> moves(String alias) throws IOException {
        var moves = new ArrayList<Action>();
        var former = generations.behind(alias);
        for (var index : former) {
            moves.add(Action.of(a -> a.remove(r -> r.index(index).alias(alias))));
        }
        // deleting what is not there makes an index of the alias's name when Elasticsearch has lost the alias
        if (former.isEmpty() && generations.exists(alias)) {
            moves.add(Action.of(a -> a.removeIndex(r -> r.index(alias))));
        }
        moves.add(Action.of(a -> a.add(add -> add.index(alias + suffix).alias(alias))));
        return moves;
    }

    @Override
    public void close() {
        if (committed) {
            return;
        }
        try {
            generations.delete(projection.aliases().keySet().stream()
                    .map(alias -> alias + suffix)
                    .toList());
        } catch (IOException | RuntimeException e) {
            LOG.warnf(e, "The unfinished indices *%s stay until the next start", suffix);
        }
    }
}
