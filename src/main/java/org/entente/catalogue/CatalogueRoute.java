package org.entente.catalogue;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import java.util.List;
import org.entente.access.CallerPlaces;
import org.entente.access.HttpEntrance;
import org.entente.access.Request;
import org.entente.kernel.HubException;

/** {@code GET /catalog?first=&after=&purpose=}: the catalogue as DCAT-AP 3, for other catalogues to harvest. */
@ApplicationScoped
class CatalogueRoute {
    private static final String PATH = "/catalog";
    private static final List<String> PARAMETERS = List.of("first", "after", "purpose");
    private static final int DEFAULT = 100;
    private static final int MOST = 500;

    /** A failure goes on to later routes only. */
    private static final int BEHIND = 1_000_000;

    private final HttpEntrance entrance;
    private final CataloguePages pages;
    private final CatalogueConfig config;
    private final CallerPlaces places;

    CatalogueRoute(HttpEntrance entrance, CataloguePages pages, CatalogueConfig config) {
        this.entrance = entrance;
        this.pages = pages;
        this.config = config;
        this.places = new CallerPlaces(config.pagesPerCaller(), config.pages());
    }

    void register(@Observes Router router) {
        router.route(PATH)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(context -> Thread.ofVirtual().name("catalog").start(() -> serve(context)));
        router.route(PATH).handler(entrance::refuseMethod);
        router.route(PATH).order(BEHIND).failureHandler(refused -> entrance.refuse(refused, refused.failure()));
    }

    private void serve(RoutingContext context) {
        try {
            var request = entrance.request(context);
            try (var place =
                    places.require(caller(request, context), "As many pages of the catalogue are made as can be")) {
                answer(request, context);
            }
        } catch (Exception failure) {
            entrance.refuse(context, failure);
        }
    }

    private static String caller(Request request, RoutingContext context) {
        var subject = request.caller().subject();
        return subject == null ? context.request().remoteAddress().hostAddress() : subject;
    }

    private void answer(Request request, RoutingContext context) throws SQLException {
        HttpEntrance.requireKnown(context, PARAMETERS);
        var asked = context.request();
        var syntax = CatalogueSyntax.of(asked.getHeader(HttpHeaders.ACCEPT));
        var links = CatalogueLinks.of(asked, config.address());
        var page = pages.page(request, first(asked), asked.getParam("after"));
        var body = new ByteArrayOutputStream();
        CatalogueDocument.of(page, links, config.publisher()).write(syntax.format, body);
        var response = context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, syntax.mediaType)
                .putHeader(HttpHeaders.VARY, "Accept, Authorization, Entente-Purpose");
        links.next(page).ifPresent(next -> response.putHeader("Link", "<" + next + ">; rel=\"next\""));
        if (page.caller().subject() != null) {
            response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        response.end(Buffer.buffer(body.toByteArray()));
    }

    private static int first(HttpServerRequest asked) {
        var said = asked.getParam("first");
        if (said == null) {
            return DEFAULT;
        }
        if (!said.matches("[0-9]{1,3}") || Integer.parseInt(said) < 1 || Integer.parseInt(said) > MOST) {
            throw HubException.badInput("first", "A number from 1 to " + MOST + " is expected");
        }
        return Integer.parseInt(said);
    }
}
