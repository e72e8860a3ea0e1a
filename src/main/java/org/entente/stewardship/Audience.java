package org.entente.stewardship;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.UUID;
import org.entente.access.Access;
import org.entente.access.Request;
import org.entente.catalogue.Dataset;
import org.entente.identity.Role;
import org.entente.kernel.HubException;
import org.entente.policy.Action;

/**
 * Who may be told why: the owner's stewards and the auditor all of it, a partner its own part. Whoever may not is told what they would be told of a
 * dataset that does not exist.
 */
@ApplicationScoped
class Audience {
    /** @param all whether other partners' consents, and rules with what they select, are told */
    record Told(Dataset dataset, boolean all) {}

    private final Access access;

    Audience(Access access) {
        this.access = access;
    }

    /**
     * @param partner whose decision it is, null for a citizen's
     * @throws HubException NOT_FOUND
     */
    Told of(Request request, UUID id, String partner) throws SQLException {
        Dataset dataset = QuarkusTransaction.requiringNew().call(() -> Dataset.findById(id));
        if (dataset != null && governs(request, dataset)) {
            return new Told(dataset, true);
        }
        // before the dataset is looked at: whether it exists must not show
        if (partner == null || !partner.equals(request.caller().partner())) {
            throw HubException.notFound();
        }
        access.require(request, Action.DISCOVER, id);
        if (dataset == null) {
            throw HubException.notFound();
        }
        return new Told(dataset, false);
    }

    static boolean governs(Request request, Dataset dataset) {
        var caller = request.caller();
        return caller.has(Role.AUDITOR) || caller.has(Role.STEWARD) && dataset.owner.equals(caller.partner());
    }

    /** For what only the owner's stewards and the auditor see. */
    Dataset governed(Request request, UUID id) {
        Dataset dataset = QuarkusTransaction.requiringNew().call(() -> Dataset.findById(id));
        if (dataset == null || !governs(request, dataset)) {
            throw HubException.notFound();
        }
        return dataset;
    }
}
