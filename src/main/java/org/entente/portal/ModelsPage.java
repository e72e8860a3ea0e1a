package org.entente.portal;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.entente.observatory.ModelCard;

/** How the hub judges what is not normal, for those who are told of it. */
@Path("/models")
@Blocking
public class ModelsPage {
    @CheckedTemplate
    static class Templates {
        static native TemplateInstance models(Frame frame, List<ModelCard> cards);
    }

    private final Reader reader;

    ModelsPage(Reader reader) {
        this.reader = reader;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance models() {
        return Templates.models(reader.frame(), ModelCard.all(reader.language().tag()))
                .setLocale(reader.language().locale());
    }
}
