package org.entente.records;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.stream.Stream;
import org.entente.access.HttpEntrance;
import org.entente.catalogue.DownloadFormat;
import org.entente.kernel.Filter;
import org.entente.kernel.FilterJson;
import org.entente.kernel.PublicId;

/** {@code GET} and {@code HEAD /data/{dataset}?format=&purpose=&fields=&filter=}: a thread of its own for each, which may wait for its reader. */
@ApplicationScoped
class DownloadRoute {
    private static final String PATH = "/data/:dataset";
    private static final List<String> PARAMETERS = List.of("format", "purpose", "fields", "filter");

    /** A failure goes on to later routes only. */
    private static final int BEHIND = 1_000_000;

    private final HttpEntrance entrance;
    private final Downloads downloads;

    DownloadRoute(HttpEntrance entrance, Downloads downloads) {
        this.entrance = entrance;
        this.downloads = downloads;
    }

    void register(@Observes Router router) {
        router.route(PATH)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(context -> Thread.ofVirtual().name("download").start(() -> serve(context)));
        router.route(PATH).handler(entrance::refuseMethod);
        router.route(PATH).order(BEHIND).failureHandler(refused -> entrance.refuse(refused, refused.failure()));
    }

    private void serve(RoutingContext context) {
        try {
            var request = entrance.request(context);
            if (context.request().method() == HttpMethod.HEAD) {
                downloads.head(request, download(context), context.response());
            } else {
                downloads.serve(request, download(context), context.request());
            }
        } catch (Exception failure) {
            refuse(context, failure);
        }
    }

    private void refuse(RoutingContext context, Throwable failure) {
        var response = context.response();
        if (response.headWritten()) {
            context.request().connection().close();
        } else {
            DownloadHead.remove(response);
            entrance.refuse(context, failure);
        }
    }

    private static Download download(RoutingContext context) {
        var asked = context.request();
        HttpEntrance.requireKnown(context, PARAMETERS);
        var fields = asked.params().getAll("fields");
        var filter = asked.getParam("filter");
        return new Download(
                PublicId.parse(context.pathParam("dataset")),
                DownloadFormat.of(asked.getParam("format"), asked.getHeader(HttpHeaders.ACCEPT)),
                fields.isEmpty() ? null : names(fields),
                filter == null ? Filter.ALL : FilterJson.parse(filter, "filter"));
    }

    private static List<String> names(List<String> given) {
        return given.stream()
                .flatMap(list -> Stream.of(list.split(",")))
                .map(String::strip)
                .toList();
    }
}
