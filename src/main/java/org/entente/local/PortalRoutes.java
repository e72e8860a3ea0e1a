package org.entente.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.jena.riot.RDFFormat;

/** Which path of the portals answers what. */
final class PortalRoutes {

    /** CKAN's own limits: rows when none is asked for, and at most. */
    private static final int CKAN_ROWS = 10;

    private static final int CKAN_MOST_ROWS = 1_000;

    private final Map<String, Function<PortalRequest, Reply>> routes = new HashMap<>();

    PortalRoutes(DemoCity city) {
        page("/", PortalPages.index(city));
        page("/conditions", PortalPages.conditions());
        city.catalogues().forEach(this::catalogue);
        routes.put(
                "/ville/data/quartiers.geojson", r -> Reply.of(MediaFormat.GEOJSON.mediaType, PortalRoutes::districts));
    }

    Reply answer(PortalRequest request) {
        return Optional.ofNullable(routes.get(request.path()))
                .map(route -> route.apply(request))
                .orElseGet(() -> Reply.html(404, PortalPages.notFound()));
    }

    private void page(String path, String html) {
        routes.put(path, request -> Reply.html(200, html));
    }

    private void catalogue(DemoCity.Catalogue catalogue) {
        String home = "/" + catalogue.partner().id();
        page(home, PortalPages.portal(catalogue));
        routes.put(catalogue.source().path(), request -> published(catalogue, request));
        for (DemoDataset dataset : catalogue.datasets()) {
            page(home + "/dataset/" + dataset.key(), PortalPages.dataset(catalogue, dataset));
        }
        for (DemoRecords records : DemoRecords.of(catalogue)) {
            String type = records.format.mediaType + (records.format == MediaFormat.CSV ? "; charset=utf-8" : "");
            routes.put(home + "/data/" + records.file(), request -> Reply.of(type, records::write));
        }
    }

    private static Reply published(DemoCity.Catalogue catalogue, PortalRequest request) {
        return switch (catalogue.source().format()) {
            case TURTLE -> rdf(catalogue, request, RDFFormat.TURTLE_PRETTY);
            case JSONLD -> rdf(catalogue, request, RDFFormat.JSONLD11_PRETTY);
            case RDFXML -> rdf(catalogue, request, RDFFormat.RDFXML_PRETTY);
            case CKAN -> ckan(catalogue, request);
        };
    }

    private static Reply rdf(DemoCity.Catalogue catalogue, PortalRequest request, RDFFormat format) {
        String type = catalogue.source().format().contentType;
        return Reply.of(type, out -> DcatWriter.write(catalogue, request.base(), format, out));
    }

    private static Reply ckan(DemoCity.Catalogue catalogue, PortalRequest request) {
        Optional<Integer> rows = request.number("rows", CKAN_ROWS);
        Optional<Integer> start = request.number("start", 0);
        if (rows.isEmpty() || start.isEmpty()) {
            return new Reply(409, "application/json", PortalRoutes::refuse);
        }
        int most = Math.min(rows.get(), CKAN_MOST_ROWS);
        return Reply.of("application/json", out -> CkanWriter.write(catalogue, request.base(), most, start.get(), out));
    }

    private static void refuse(OutputStream out) throws IOException {
        out.write("""
                {"success": false, "error": {"__type": "Validation Error", "message": "rows and start are whole numbers"}}
                """.getBytes(StandardCharsets.UTF_8));
    }

    private static void districts(OutputStream out) throws IOException {
        try (InputStream in = PortalRoutes.class.getResourceAsStream("/demo/districts.geojson")) {
            in.transferTo(out);
        }
    }
}
