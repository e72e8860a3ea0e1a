package org.entente.records;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.entente.access.Access;
import org.entente.access.Decided;
import org.entente.access.PermitWatch;
import org.entente.access.Request;
import org.entente.catalogue.Dataset;
import org.entente.kernel.ErrorCode;
import org.entente.kernel.HubException;
import org.entente.policy.AccessLevel;
import org.entente.policy.Action;

/**
 * Serves downloads as granted: decided, written to the audit log before the first byte and after the last, looked after in between. One
 * that loses its permit, or any part of it, is cut off and never ends as if it were complete.
 */
@ApplicationScoped
class Downloads {
    private static final JsonMapper JSON = new JsonMapper();

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
            var plan = plan(request, download, decided);
            var title = title(request, download);
            var event = access.answered(request, decided, null, detail("began", download));
            DownloadHead.write(http.response(), plan, decided, title, event);
            send(request, decided, plan, http, event);
        }
    }

    /** What would stand above the download; nothing leaves, so nothing is written down but that a hidden dataset was told of. */
    void head(Request request, Download download, HttpServerResponse response) throws SQLException {
        var decided = access.require(request, Action.EXPORT, download.dataset());
        var plan = plan(request, download, decided);
        if (decided.accessLevel() == AccessLevel.HIDDEN) {
            access.answered(request, decided, 0L, detail("head", download));
        }
        DownloadHead.write(response, plan, decided, title(request, download), null);
        response.setChunked(false).end();
    }

    private DownloadPlan plan(Request request, Download download, Decided decided) throws SQLException {
        var shape = shapes.find(download.dataset(), decided.epoch()).orElseThrow(HubException::notFound);
        var granted = grants.of(decided, shape);
        return access.enforce(request, decided, () -> DownloadPlan.of(download, granted, shape));
    }

    private static String title(Request request, Download download) {
        return QuarkusTransaction.requiringNew()
                .call(() -> Dataset.<Dataset>findById(download.dataset()).title(request.language()));
    }

    private static String caller(Request request, HttpServerRequest http) {
        var subject = request.caller().subject();
        return subject == null ? http.remoteAddress().hostAddress() : subject;
    }

    private void send(Request request, Decided decided, DownloadPlan plan, HttpServerRequest http, UUID began)
            throws Exception {
        var body = new DownloadBody(http, config.slowestReader());
        String end = "cut off";
        try (var permit = watch.watch(request.caller(), decided, now -> cutWhereNarrower(now, plan, body), body::cut)) {
            rows.send(request.caller(), plan, body, permit);
            end = "completed";
        } catch (Exception failure) {
            if (body.isUntouched()) {
                throw failure;
            }
            body.cut(failure);
        } finally {
            var detail = detail(end, plan.download()).put("beganAs", Objects.toString(began));
            access.answered(request, decided, body.rowsLeft(), because(body.whyCut(), detail));
        }
    }

    /** One that shows other rows or fields too goes on: they were not part of what was decided on. */
    private static void cutWhereNarrower(Decided now, DownloadPlan plan, DownloadBody body) {
        if (!now.decision().permits() || !GrantedRows.of(now, plan.shape()).covers(plan.granted())) {
            body.cut(new HubException(ErrorCode.REVOKED, ErrorCode.REVOKED.meaning(), Map.of()));
        }
    }

    private static ObjectNode detail(String what, Download download) {
        return JSON.createObjectNode()
                .put("download", what)
                .put("format", download.format().name());
    }

    private static ObjectNode because(Exception why, ObjectNode detail) {
        return why == null ? detail : detail.put("reason", reason(why));
    }

    private static String reason(Exception why) {
        return why instanceof HubException known ? known.code().name() : why.getMessage();
    }
}
