package org.entente.catalogue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.entente.access.Access;
import org.entente.access.Request;
import org.entente.kernel.HubException;
import org.entente.policy.Action;

/** The catalogue as a caller may see it. */
@ApplicationScoped
public class Catalogue {
    private final Access access;
    private final DatasetFinder finder;

    Catalogue(Access access, DatasetFinder finder) {
        this.access = access;
        this.finder = finder;
    }

    public DatasetSearch.Answer search(Request request, DatasetSearch.Query query) throws SQLException {
        return finder.search(request.caller(), access.visible(request), query);
    }

    /** A hidden dataset is found on the same path as one that does not exist: the decision is always asked. */
    public Dataset dataset(Request request, UUID id) throws SQLException {
        access.require(request, Action.DISCOVER, id);
        return active(List.of(id)).stream().findFirst().orElseThrow(HubException::notFound);
    }

    /** In a transaction of its own: fields that are answered at once must not share a session. */
    public List<Dataset> active(List<UUID> ids) {
        return QuarkusTransaction.requiringNew().call(() -> Dataset.active(ids));
    }
}
