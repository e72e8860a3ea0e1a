package org.entente.portal;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.sql.SQLException;
import java.util.List;
import org.entente.catalogue.Catalogue;

/** The portal's first page: search, and what there is to find. */
@Path("/")
@Blocking
public class SearchPage {
    @CheckedTemplate
    static class Templates {
        static native TemplateInstance search(Frame frame, SearchForm form, Results results);
    }

    private final Catalogue catalogue;
    private final Reader reader;

    SearchPage(Catalogue catalogue, Reader reader) {
        this.catalogue = catalogue;
        this.reader = reader;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance search(@Context UriInfo address) throws SQLException {
        var form = SearchForm.of(address.getQueryParameters());
        var request = reader.request();
        var answer = catalogue.search(request, form.query());
        var datasets = List.copyOf(catalogue.shown(request, answer).values());
        var results = Results.of(answer, datasets, form, reader.language());
        return Templates.search(reader.frame(), form, results)
                .setLocale(reader.language().locale());
    }
}
