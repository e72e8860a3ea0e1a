package org.entente.federation;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.entente.federation.HarvestException.ForbiddenAddress;
import org.entente.federation.HarvestException.SourceTooLarge;
import org.entente.federation.HarvestException.SourceUnreachable;

/** Turns one response into a redirect or a document on disk; cuts the connection when neither is to be had. */
record AnswerReader(URI address, HttpGet request, FederationConfig config)
        implements HttpClientResponseHandler<Answer> {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    @Override
    public Answer handleResponse(ClassicHttpResponse response) throws IOException {
        boolean whole = false;
        try {
            var answer = answer(response);
            whole = answer instanceof FetchedDocument;
            return answer;
        } finally {
            if (!whole) {
                request.cancel(); // or else the client would read an unwanted body to its end before it lets go
            }
        }
    }

    private Answer answer(ClassicHttpResponse response) throws IOException {
        var location = response.getFirstHeader("Location");
        if (REDIRECTS.contains(response.getCode()) && location != null) {
            return new Answer.Redirect(target(location.getValue()));
        }
        if (response.getCode() != 200 || response.getEntity() == null) {
            throw new SourceUnreachable(address, response.getCode());
        }
        return document(response.getEntity());
    }

    private URI target(String location) {
        try {
            return address.resolve(location.strip());
        } catch (IllegalArgumentException e) {
            throw new ForbiddenAddress(location, "it is not a web address");
        }
    }

    private FetchedDocument document(HttpEntity entity) throws IOException {
        if (entity.getContentLength() > config.maxBytes()) {
            throw new SourceTooLarge("bytes", config.maxBytes());
        }
        Path file = Files.createTempFile(WorkDirectory.of(config), "answer-", ".part");
        try {
            var plain = plain(entity);
            Files.copy(plain, file, StandardCopyOption.REPLACE_EXISTING);
            plain.close(); // not before: closing an unfinished stream reads it to its end
            return new FetchedDocument(address, contentType(entity), file);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** Counted before and after unpacking: a small gzip can hold any size. */
    private InputStream plain(HttpEntity entity) throws IOException {
        var wire = new LimitedInputStream(entity.getContent(), config.maxBytes());
        var encoding = String.valueOf(entity.getContentEncoding()).toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "gzip", "x-gzip" -> new LimitedInputStream(new GZIPInputStream(wire), config.maxBytes());
            case "null", "", "identity" -> wire;
            default -> throw new SourceUnreachable(address, "it packs its answer as " + encoding);
        };
    }

    private static String contentType(HttpEntity entity) {
        var declared = entity.getContentType() == null ? "" : entity.getContentType();
        return declared.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    }
}
