package org.entente.federation;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hc.core5.net.URIBuilder;
import org.entente.federation.HarvestException.ForbiddenAddress;
import org.entente.federation.HarvestException.TruncatedPage;

/**
 * CKAN's action API. The address is that of the portal, or of {@code package_search} with a query of one's own, or of one
 * package. Read in pages ordered by id, so that a dataset which changes meanwhile does not move to a page already read.
 */
@ApplicationScoped
public class CkanFormat implements Format {
    private static final String SEARCH = "/api/3/action/package_search";

    private final FederationConfig config;

    public CkanFormat(FederationConfig config) {
        this.config = config;
    }

    @Override
    public void read(URI address, FetchSession session, DraftSink sink) {
        var once = new SinkOfDistinct(sink);
        int received = 0;
        boolean more;
        do {
            int known = once.size();
            var page = readPage(page(address, received), session, once, received);
            received += page.rows();
            boolean news = once.size() > known;
            if (page.declared() != null && received < page.declared() && !news) {
                throw new TruncatedPage(page.declared(), once.size());
            }
            // a portal that does not say how many it has is read until it has no news
            more = page.declared() == null ? news && page.rows() >= config.pageSize() : received < page.declared();
        } while (more);
    }

    private static CkanPage.Count readPage(URI page, FetchSession session, DraftSink sink, int start) {
        var row = new int[] {start};
        try (var document = session.get(page, "application/json");
                var in = new BufferedInputStream(document.open())) {
            var portal = portal(page);
            return CkanPage.read(in, said -> {
                var found = new CkanPackage(said.tree(), portal, ++row[0]);
                if (said.whole()) {
                    found.read(sink);
                } else {
                    found.rejectAsTooLong(sink);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private URI page(URI address, int start) {
        try {
            var page = new URIBuilder(search(address));
            if (!address.getPath().endsWith("package_show")) {
                page.setParameter("rows", String.valueOf(config.pageSize()));
                page.setParameter("start", String.valueOf(start));
                page.setParameter("sort", "id asc");
            }
            return page.build();
        } catch (URISyntaxException e) {
            throw new ForbiddenAddress(address.toString(), "it is not a web address");
        }
    }

    private static String search(URI address) {
        var text = address.toString();
        return String.valueOf(address.getPath()).contains("/api/") ? text : text.replaceFirst("/*$", "") + SEARCH;
    }

    private static String portal(URI page) {
        return page.toString().replaceFirst("/api/.*", "");
    }
}
