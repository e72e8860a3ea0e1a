package org.entente.portal;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.UUID;
import org.entente.kernel.HubException;
import org.entente.policy.PolicyUnavailableException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Failures as pages in the reader's language; what failed inside is in the log, under the reference that the reader is given. */
class ErrorPages {
    private static final Logger LOG = Logger.getLogger(ErrorPages.class);

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance error(Frame frame, Problem problem, String reference);
    }

    private final Reader reader;

    ErrorPages(Reader reader) {
        this.reader = reader;
    }

    @ServerExceptionMapper
    RestResponse<String> known(HubException failure) {
        var problem = Problem.of(failure.code());
        return page(problem, problem.status(), null);
    }

    @ServerExceptionMapper
    RestResponse<String> refused(WebApplicationException failure) {
        var status = failure.getResponse().getStatus();
        return page(Problem.of(status), status, null);
    }

    @ServerExceptionMapper
    RestResponse<String> storeDown(SQLException failure) {
        return unexpected(Problem.UNAVAILABLE, failure);
    }

    @ServerExceptionMapper
    RestResponse<String> policiesDown(PolicyUnavailableException failure) {
        return unexpected(Problem.UNAVAILABLE, failure);
    }

    @ServerExceptionMapper
    RestResponse<String> unexpected(Throwable failure) {
        return unexpected(Problem.INTERNAL, failure);
    }

    private RestResponse<String> unexpected(Problem problem, Throwable failure) {
        var reference = UUID.randomUUID().toString();
        LOG.errorf(failure, "[%s] unexpected failure of a page", reference);
        return page(problem, problem.status(), reference);
    }

    private RestResponse<String> page(Problem problem, int status, String reference) {
        var page = Templates.error(reader.frame(), problem, reference)
                .setLocale(reader.language().locale())
                .render();
        return ResponseBuilder.<String>create(status)
                .entity(page)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .build();
    }
}
