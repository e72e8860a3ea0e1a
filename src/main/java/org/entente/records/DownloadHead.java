package org.entente.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.entente.access.Decided;
import org.entente.policy.Decision.Reason;

/** What stands above a download: what it is, and what it stands on, as JSON within what a header may hold. */
final class DownloadHead {
    private static final String DISPOSITION = "Content-Disposition";
    private static final String DECISION = "Entente-Decision";
    private static final String OBLIGATIONS = "Entente-Obligations";
    private static final int MOST_MASKED_TOLD = 100;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private DownloadHead() {}

    /**
     * @param title of the dataset, in the reader's language
     * @param event of its beginning, null where none is needed
     */
    static void write(HttpServerResponse response, DownloadPlan plan, Decided decided, String title, UUID event) {
        var format = plan.download().format();
        response.setChunked(true)
                .putHeader("Content-Type", format.mediaType)
                .putHeader(DISPOSITION, DownloadName.disposition(title, decided.dataset(), format.extension()))
                .putHeader("Vary", "Accept, Accept-Language, Authorization")
                .putHeader(DECISION, text(said(plan, decided, event)))
                .putHeader(OBLIGATIONS, text(obligations(decided)));
        if (!decided.forAnyone()) {
            response.putHeader("Cache-Control", "no-store");
        }
    }

    /** So that a refusal can be told instead. */
    static void remove(HttpServerResponse response) {
        for (var header : List.of(DISPOSITION, DECISION, OBLIGATIONS)) {
            response.headers().remove(header);
        }
        response.setChunked(false);
    }

    private static Object said(DownloadPlan plan, Decided decided, UUID event) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("release", decided.decision().release());
        said.put("event", event);
        said.put(
                "reasons",
                decided.decision().reasons().stream()
                        .map(Reason::code)
                        .distinct()
                        .toList());
        said.put("masked", plan.maskedAlike(MOST_MASKED_TOLD));
        return said;
    }

    private static Object obligations(Decided decided) {
        return decided.decision().obligations().stream()
                .map(obligation -> Map.of("kind", obligation.kind(), "value", obligation.value()))
                .toList();
    }

    /** JSON within what a header may hold. */
    private static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain maps can be written", e);
        }
    }
}
