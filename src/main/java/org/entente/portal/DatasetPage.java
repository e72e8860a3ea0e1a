package org.entente.portal;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.sql.SQLException;
import java.util.Set;
import org.entente.catalogue.Catalogue;
import org.entente.catalogue.DatasetField;
import org.entente.identity.Partner;
import org.entente.kernel.PublicId;

/** What a dataset is, who may read it, and how. */
@Path("/datasets/{id}")
@Blocking
public class DatasetPage {
    @CheckedTemplate
    static class Templates {
        static native TemplateInstance dataset(Frame frame, DatasetView view, String hub);
    }

    private final Catalogue catalogue;
    private final Reader reader;

    DatasetPage(Catalogue catalogue, Reader reader) {
        this.catalogue = catalogue;
        this.reader = reader;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance dataset(@PathParam("id") String id, @Context UriInfo address) throws SQLException {
        var dataset = catalogue.dataset(reader.request(), PublicId.parse(id));
        var wording = new Wording(reader.language(), Partner.byId(Set.of(dataset.owner)));
        var view = DatasetView.of(dataset, DatasetField.of(dataset.id), wording);
        return Templates.dataset(reader.frame(), view, address.getBaseUri().toString())
                .setLocale(reader.language().locale());
    }
}
