package org.entente.portal;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.entente.access.Request;
import org.entente.identity.Caller;

/** Who reads a page: in the language asked for by {@code ?lang=}, else remembered, else preferred by the browser, else French. */
@RequestScoped
public class Reader {
    static final String PARAMETER = "lang";
    static final String COOKIE = "entente-language";

    private final UriInfo address;
    private final HttpHeaders headers;

    Reader(UriInfo address, HttpHeaders headers) {
        this.address = address;
        this.headers = headers;
    }

    public Language language() {
        return asked().or(this::remembered).or(this::preferred).orElse(Language.FR);
    }

    Optional<Language> asked() {
        return Language.of(address.getQueryParameters().getFirst(PARAMETER));
    }

    /** Pages are a citizen's until the portal has a way to sign in. */
    Request request() {
        return Request.of(Caller.CITIZEN, language().tag());
    }

    Frame frame() {
        return new Frame(language(), inLanguage(language().other()));
    }

    /** This page in another language. Relative, so that it tells nothing of the path: all "not found" pages are the same. */
    private String inLanguage(Language language) {
        var same = new Address("").with(PARAMETER, language.tag());
        // in the order of their names: the same page has the same links, byte for byte
        new TreeMap<>(address.getQueryParameters()).forEach((name, values) -> {
            if (!name.equals(PARAMETER)) {
                values.forEach(value -> same.with(name, value));
            }
        });
        return same.toString();
    }

    private Optional<Language> remembered() {
        var cookie = headers.getCookies().get(COOKIE);
        return cookie == null ? Optional.empty() : Language.of(cookie.getValue());
    }

    private Optional<Language> preferred() {
        return headers.getAcceptableLanguages().stream()
                .map(Locale::getLanguage)
                .map(Language::of)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
