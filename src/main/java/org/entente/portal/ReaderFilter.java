package org.entente.portal;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.NewCookie.SameSite;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Remembers the language a reader chose, and tells caches that a page depends on it. */
class ReaderFilter {
    private static final int REMEMBERED = (int) Duration.ofDays(365).toSeconds();

    private final Reader reader;

    ReaderFilter(Reader reader) {
        this.reader = reader;
    }

    @ServerResponseFilter
    void remember(ContainerRequestContext request, ContainerResponseContext response) {
        if (!MediaType.TEXT_HTML_TYPE.isCompatible(response.getMediaType())) {
            return;
        }
        var headers = response.getHeaders();
        headers.putSingle(HttpHeaders.CONTENT_LANGUAGE, reader.language().tag());
        headers.putSingle(HttpHeaders.CACHE_CONTROL, "no-cache");
        headers.putSingle(HttpHeaders.VARY, "Accept-Language, Cookie");
        reader.asked()
                .ifPresent(language -> headers.add(
                        HttpHeaders.SET_COOKIE,
                        cookie(language, request.getSecurityContext().isSecure())));
    }

    private static NewCookie cookie(Language language, boolean secure) {
        return new NewCookie.Builder(Reader.COOKIE)
                .value(language.tag())
                .path("/")
                .maxAge(REMEMBERED)
                .httpOnly(true)
                .secure(secure)
                .sameSite(SameSite.LAX)
                .build();
    }
}
