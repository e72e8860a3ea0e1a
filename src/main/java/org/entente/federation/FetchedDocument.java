package org.entente.federation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An answer, unpacked into a temporary file so that a large one takes no memory; closing deletes the file.
 *
 * @param address where it came from, after redirects
 * @param contentType as declared, without parameters, lower case; empty where nothing was declared
 */
record FetchedDocument(URI address, String contentType, Path file) implements Answer, AutoCloseable {
    InputStream open() throws IOException {
        return Files.newInputStream(file);
    }

    long size() {
        return file.toFile().length();
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
