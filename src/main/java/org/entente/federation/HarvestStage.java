package org.entente.federation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.entente.catalogue.DatasetDraft;
import org.entente.policy.AccessLevel;

/**
 * What a source said so far, kept out of the catalogue until the source was read to its end: drafts in a temporary file, one JSON
 * object a line, so that a large catalogue takes no memory.
 */
final class HarvestStage implements DraftSink, AutoCloseable {
    private static final int KEPT_REJECTIONS = 10_000;
    private static final int KEPT_TEXT = 10_000;

    /** More than any dataset of the real catalogues that were read says; 500 of these still fit one request to the index. */
    private static final int LONGEST_DRAFT = 100_000;

    record Rejection(String key, String reason, String raw) {}

    private final ObjectMapper json;
    private final IntConsumer progress;
    private final Path file;
    private final BufferedWriter writer;
    final List<Rejection> rejections = new ArrayList<>();
    private final Map<String, AccessLevel> rejectedKeys = new HashMap<>();
    private int read;
    int quarantined;

    /**
     * @param directory where the file lies
     * @param progress told the number of items read so far
     */
    HarvestStage(ObjectMapper json, Path directory, IntConsumer progress) throws IOException {
        this.json = json;
        this.progress = progress;
        this.file = Files.createTempFile(directory, "harvest-", ".jsonl");
        this.writer = Files.newBufferedWriter(file);
    }

    @Override
    public void draft(DatasetDraft draft) {
        try {
            var text = json.writeValueAsString(draft);
            if (text.length() > LONGEST_DRAFT) {
                reject(
                        draft.key(),
                        draft.accessLevel(),
                        "It says more than the " + LONGEST_DRAFT + " characters a dataset may",
                        text);
                return;
            }
            writer.write(text);
            writer.newLine();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a draft has no JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        progress.accept(++read);
    }

    @Override
    public void reject(String key, AccessLevel atMost, String reason, String rawText) {
        quarantined++;
        rejectedKeys.put(key, atMost);
        if (rejections.size() < KEPT_REJECTIONS) {
            rejections.add(new Rejection(key, reason, kept(rawText)));
        }
        progress.accept(++read);
    }

    private static String kept(String text) {
        var safe = text == null ? "" : text.replace("\0", "");
        return safe.length() > KEPT_TEXT ? safe.substring(0, KEPT_TEXT) : safe;
    }

    int read() {
        return read;
    }

    /** Of all that was rejected, beyond what is kept for stewards: how open each may stay. */
    Map<String, AccessLevel> rejectedKeys() {
        return rejectedKeys;
    }

    MappingIterator<DatasetDraft> drafts() throws IOException {
        writer.flush();
        return json.readerFor(DatasetDraft.class).readValues(file.toFile());
    }

    @Override
    public void close() throws IOException {
        writer.close();
        Files.deleteIfExists(file);
    }
}
