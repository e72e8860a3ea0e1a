package org.entente.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.entente.access.Access;
import org.entente.access.Decided;
import org.entente.access.PermitWatch;
import org.entente.access.Request;
import org.entente.kernel.ErrorCode;
import org.entente.kernel.HubException;
import org.entente.policy.Action;
import org.entente.policy.Decision.Reason;

/**
 * Serves downloads as granted: decided, written to the audit log before the first byte and after the last, looked after in between. One
 * that loses its permit, or any part of it, is cut off and never ends as if it were complete.
 */
@ApplicationScoped
class Downloads {
    private static final int MOST_MASKED_TOLD = 100;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final Access access;
    private final PermitWatch watch;
    private final RecordShapes shapes;
    private final GrantedRowsCache grants;
    private final DownloadPlaces places;
    private final DownloadRows rows;
    private final RecordsConfig config;

    Downloads(
            Access access,
            PermitWatch watch,
            RecordShapes shapes,
            GrantedRowsCache grants,
            DownloadPlaces places,
            DownloadRows rows,
            RecordsConfig config) {
        this.access = access;
        this.watch = watch;
        this.shapes = shapes;
        this.grants = grants;
        this.places = places;
        this.rows = rows;
        this.config = config;
    }

    /** Returns when it has ended, one way or the other; throws as long as nothing has left. */
    void serve(Request request, Download download, HttpServerRequest http) throws Exception {
        try (var place = places.take(caller(request, http), download.format())) {
            var decided = access.require(request, Action.EXPORT, download.dataset());
            var shape = shapes.find(download.dataset(), decided.epoch()).orElseThrow(HubException::notFound);
            var plan = DownloadPlan.of(download, grants.of(decided, shape), shape);
            var event = access.answered(request, decided, null, detail("began", download, null));
            head(http.response(), plan, decided, event);
            send(request, decided, plan, http);
        }
    }

    private static String caller(Request request, HttpServerRequest http) {
        var subject = request.caller().subject();
        return subject == null ? http.remoteAddress().hostAddress() : subject;
    }

    private void send(Request request, Decided decided, DownloadPlan plan, HttpServerRequest http) throws Exception {
        var body = new DownloadBody(http, config.slowestReader());
        String end = "cut off";
        try (var permit = watch.watch(request.caller(), decided, now -> cutWhereNarrower(now, plan, body), body::cut)) {
            rows.send(request.caller(), plan, body, permit);
            end = "completed";
        } catch (Exception failure) {
            body.cut(failure);
        } finally {
            access.answered(request, decided, body.rowsLeft(), detail(end, plan.download(), body.whyCut()));
        }
    }

    /** One that shows other rows or fields too goes on: they were not part of what was decided on. */
    private static void cutWhereNarrower(Decided now, DownloadPlan plan, DownloadBody body) {
        if (!now.decision().permits() || !GrantedRows.of(now, plan.shape()).covers(plan.granted())) {
            body.cut(new HubException(ErrorCode.REVOKED, ErrorCode.REVOKED.meaning(), Map.of()));
        }
    }

    private static JsonNode detail(String what, Download download, Exception why) {
        var detail = JSON.createObjectNode()
                .put("download", what)
                .put("format", download.format().name());
        return why == null ? detail : detail.put("reason", reason(why));
    }

    private static String reason(Exception why) {
        return why instanceof HubException known ? known.code().name() : why.getMessage();
    }

    private void head(HttpServerResponse response, DownloadPlan plan, Decided decided, UUID event) {
        var format = plan.download().format();
        response.setChunked(true)
                .putHeader("Content-Type", format.mediaType)
                .putHeader(
                        "Content-Disposition",
                        "attachment; filename=\"" + decided.dataset() + "." + format.extension() + "\"")
                .putHeader("Vary", "Accept, Authorization")
                .putHeader("Entente-Decision", text(said(plan, decided, event)))
                .putHeader("Entente-Obligations", text(obligations(decided)));
        if (!decided.forAnyone()) {
            response.putHeader("Cache-Control", "no-store");
        }
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
