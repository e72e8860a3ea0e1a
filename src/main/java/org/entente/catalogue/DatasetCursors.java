package org.entente.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import org.entente.identity.Caller;
import org.entente.kernel.SealedCursor;
import org.entente.kernel.SealedCursor.Binding;

/** Cursors that only the same caller can use, and only for the same question. */
@ApplicationScoped
class DatasetCursors {
    private final SealedCursor sealed;
    private final ObjectMapper json;

    DatasetCursors(SealedCursor sealed, ObjectMapper json) {
        this.sealed = sealed;
        this.json = json;
    }

    /** For the hits of one page. */
    Function<DatasetCursor, String> sealer(Caller caller, DatasetSearch.Query query) {
        var sealer = sealed.sealer(binding(caller, query));
        return cursor -> sealer.seal(bytes(cursor));
    }

    DatasetCursor open(String cursor, Caller caller, DatasetSearch.Query query) {
        try {
            return json.readValue(sealed.open(cursor, binding(caller, query)), DatasetCursor.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Binding binding(Caller caller, DatasetSearch.Query query) {
        var question = Arrays.asList("datasets", query.text(), query.filter(), query.order());
        return new Binding(
                caller.subject(),
                caller.partner(),
                caller.purpose(),
                new String(bytes(question), StandardCharsets.UTF_8));
    }

    private byte[] bytes(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
