package org.entente.observatory;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.entente.access.Changes;
import org.entente.access.Request;
import org.entente.catalogue.DatasetVersions;
import org.entente.kernel.Canonical;
import org.entente.kernel.ErrorCode;
import org.entente.kernel.HubException;
import org.entente.observatory.LabelledScoring.State;
import org.entente.observatory.PartnerModels.Said;

/** The models of their owners' that series are scored by; each change holds from a stated observation on, as an {@link Adjustment}. */
@ApplicationScoped
class SeriesModels {
    /** In base64 it fits into a request, with what is said of it. */
    private static final int MOST_BYTES = 180 * 1024;
    /** Of one series, for they are kept. */
    private static final int MOST = 200;

    /** Of one partner, for the same reason: 176 MiB. */
    private static final int MOST_CONTENTS = 1_000;

    private final SeriesStore series;
    private final PartnerModels models;
    private final ModelRuns runs;
    private final LabelledScoring scoring;
    private final Changes changes;
    private final ObjectMapper json;

    SeriesModels(
            SeriesStore series,
            PartnerModels models,
            ModelRuns runs,
            LabelledScoring scoring,
            Changes changes,
            ObjectMapper json) {
        this.series = series;
        this.models = models;
        this.runs = runs;
        this.scoring = scoring;
        this.changes = changes;
        this.json = json;
    }

    /** One that was checked. */
    private record Given(PartnerModel model, byte[] content, Said said) {}

    /**
     * By a steward of the series' owner. To say the same once more changes nothing, and of the same model to say
     * something else its card alone.
     *
     * @param input null takes it away
     * @param expectedVersion the series' scoring's
     */
    State set(Request request, UUID id, SeriesModelInput input, int expectedVersion) throws SQLException {
        // a stranger runs nothing
        var found = own(request, id);
        if (found.isComparing() && input != null) {
            throw HubException.badInput("series", "It compares sensors, and is scored by that alone");
        }
        var given = input == null ? null : given(input, request.language());
        Callable<State> work = () -> set(request, found, given, expectedVersion);
        return QuarkusTransaction.requiringNew().call(work);
    }

    private Series own(Request request, UUID id) throws SQLException {
        var found = series.find(id).orElseThrow(HubException::notFound);
        DatasetVersions.own(request, found.dataset());
        return found;
    }

    private Given given(SeriesModelInput input, String language) {
        var said = new Said(
                Canonical.freeText(input.titleFr(), "model.titleFr"),
                Canonical.freeText(input.titleEn(), "model.titleEn"),
                Canonical.freeText(input.descriptionFr(), "model.descriptionFr"),
                Canonical.freeText(input.descriptionEn(), "model.descriptionEn"));
        var content = content(input.content());
        return new Given(checked(content, language), content, said);
    }

    private static byte[] content(String base64) {
        byte[] content;
        try {
            content = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException malformed) {
            throw HubException.badInput("model.content", "It is not valid base64, which has no line breaks");
        }
        if (content.length > MOST_BYTES) {
            throw HubException.limitExceeded("model.content", "A model has at most " + MOST_BYTES + " bytes");
        }
        return content;
    }

    private PartnerModel checked(byte[] content, String language) {
        if (!runs.isConfigured()) {
            throw unavailable("This hub runs no models of partners", null);
        }
        try {
            // though it may be known: nobody learns by how fast that goes what others use
            return runs.check(content);
        } catch (ModelRefusedException refused) {
            throw HubException.badInput("model.content", ModelRefusalText.of(refused, language));
        } catch (IOException away) {
            throw unavailable("Models cannot be checked now; try again", away);
        }
    }

    private static HubException unavailable(String message, Exception cause) {
        return new HubException(ErrorCode.MODELS_UNAVAILABLE, message, Map.of(), cause);
    }

    private State set(Request request, Series found, Given given, int expectedVersion) throws SQLException {
        DatasetVersions.own(request, found.dataset());
        var state = scoring.lock(found);
        if (state.streamed() && given != null) {
            throw HubException.badInput("series", "It is scored as a stream of Kafka's, which knows no models");
        }
        var current = models.of(found.number()).orElse(null);
        boolean isKept = current != null && given != null && current.model().equals(given.model);
        if (current == null && given == null || isKept && current.said().equals(given.said)) {
            return state;
        }
        if (state.version() != expectedVersion) {
            throw HubException.conflict(state.version());
        }
        if (given != null && !isKept) {
            requireRoom(request.caller().requirePartner(), found, given.model);
        }
        changes.record(request, "setModel", found.dataset(), detail(found, given, isKept ? current.said() : null));
        if (isKept) {
            models.say(found.number(), current.number(), given.said);
            return state;
        }
        return adjusted(state, given, request.caller().subject());
    }

    /** @param corrected what people read before, which is not lost; null where the model is another one */
    private ObjectNode detail(Series found, Given given, Said corrected) {
        var detail = json.createObjectNode()
                .put("series", found.id().toString())
                .put("sha256", given == null ? null : given.model.sha256());
        return corrected == null ? detail : detail.set("formerCard", json.valueToTree(corrected));
    }

    private void requireRoom(String owner, Series found, PartnerModel model) throws SQLException {
        if (models.count(found.number()) >= MOST) {
            throw HubException.limitExceeded("model", "A series' model is set at most " + MOST + " times");
        }
        if (!models.mayHave(owner, model, MOST_CONTENTS)) {
            throw HubException.limitExceeded(
                    "model.content",
                    "A partner has at most " + MOST_CONTENTS + " different models in all, with those that it removed");
        }
    }

    private State adjusted(State state, Given given, String by) throws SQLException {
        if (given == null) {
            return scoring.model(state, null, by);
        }
        models.keep(given.model, given.content);
        var adjusted = scoring.model(state, given.model, by);
        models.say(state.series().number(), adjusted.version(), given.said);
        return adjusted;
    }
}
