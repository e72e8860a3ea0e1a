package org.entente.catalogue;

import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.entente.kernel.HubException;

/**
 * Addresses of the hub as it is configured, else as its reader wrote them.
 *
 * @param hub without a slash at its end
 * @param asked path and query of the page
 * @param first how many datasets a page holds, null where it was not said
 * @param purpose that was stated in the address, null where none was
 */
record CatalogueLinks(String hub, String asked, String first, String purpose) {
    static CatalogueLinks of(HttpServerRequest request, Optional<URI> address) {
        return new CatalogueLinks(
                address.map(own -> own.toString().replaceAll("/+$", "")).orElseGet(() -> written(request)),
                encoded(request.uri()),
                request.getParam("first"),
                request.getParam("purpose"));
    }

    private static String written(HttpServerRequest request) {
        if (request.authority() == null) {
            throw HubException.badInput("Host", "The header is missing or is no name of a host");
        }
        return request.scheme() + "://" + request.authority();
    }

    /** Readers may send what no address can hold. */
    private static String encoded(String uri) {
        var encoded = new StringBuilder();
        uri.codePoints()
                .forEach(c -> encoded.append(
                        c > ' ' && c < 0x7f && "<>\"{}|\\^`".indexOf(c) < 0
                                ? Character.toString(c)
                                : URLEncoder.encode(Character.toString(c), StandardCharsets.UTF_8)));
        return encoded.toString();
    }

    String home() {
        return hub + "/";
    }

    String catalogue() {
        return hub + "/catalog";
    }

    String page() {
        return hub + asked;
    }

    Optional<String> next(CataloguePage page) {
        return Optional.ofNullable(page.next())
                .map(cursor ->
                        catalogue() + "?after=" + cursor + parameter("first", first) + parameter("purpose", purpose));
    }

    String dataset(UUID id) {
        return hub + "/datasets/" + id;
    }

    String download(UUID id, String format) {
        return hub + "/data/" + id + "?format=" + format + parameter("purpose", purpose);
    }

    private static String parameter(String name, String value) {
        return value == null ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
