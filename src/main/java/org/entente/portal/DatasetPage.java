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
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.entente.access.Access;
import org.entente.catalogue.Catalogue;
import org.entente.catalogue.DatasetField;
import org.entente.catalogue.DownloadFormat;
import org.entente.catalogue.HeldRecords;
import org.entente.identity.Caller;
import org.entente.identity.Partner;
import org.entente.kernel.FieldType;
import org.entente.kernel.PublicId;
import org.entente.policy.Action;

/** What a dataset is, who may read it, and how. */
@Path("/datasets/{id}")
@Blocking
public class DatasetPage {
    @CheckedTemplate
    static class Templates {
        static native TemplateInstance dataset(Frame frame, DatasetView view, String hub);
    }

    private final Catalogue catalogue;
    private final HeldRecords records;
    private final Access access;
    private final Reader reader;

    DatasetPage(Catalogue catalogue, HeldRecords records, Access access, Reader reader) {
        this.catalogue = catalogue;
        this.records = records;
        this.access = access;
        this.reader = reader;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance dataset(@PathParam("id") String id, @Context UriInfo address) throws SQLException {
        var dataset = catalogue.dataset(reader.request(), PublicId.parse(id));
        var wording = new Wording(reader.language(), Partner.byId(Set.of(dataset.owner)));
        var fields = DatasetField.of(dataset.id);
        boolean hasRecords = !records.among(List.of(dataset.id)).isEmpty();
        var view = DatasetView.of(
                dataset, fields, hasRecords, hasRecords ? downloads(dataset.id, fields) : List.of(), wording);
        return Templates.dataset(reader.frame(), view, address.getBaseUri().toString())
                .setLocale(reader.language().locale());
    }

    /** Decided as they would be when somebody without an account asks for one. */
    private List<String> downloads(UUID dataset, List<DatasetField> fields) throws SQLException {
        var decision = access.decide(Caller.CITIZEN, Action.EXPORT, dataset).decision();
        if (!decision.permits()) {
            return List.of();
        }
        boolean withPlace = fields.stream()
                .filter(field -> field.type == FieldType.POINT)
                .anyMatch(place -> decision.grants().stream()
                        .anyMatch(grant -> grant.masks().stream()
                                .noneMatch(mask -> mask.field().equals(place.name))));
        return DownloadFormat.offered(withPlace).stream()
                .map(DownloadFormat::extension)
                .toList();
    }
}
