package org.entente.records;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** CSV as in RFC 4180, UTF-8, with a header; the separator is whichever of comma, semicolon and tab the header has most of. */
final class CsvRows {
    private static final char[] SEPARATORS = {',', ';', '\t'};
    private static final int BYTE_ORDER_MARK = 0xFEFF;
    private static final Pattern OTHER_FORMAT = Pattern.compile("^[<{\\[%]|\\p{Cntrl}");

    /** What is looked at to find the separator. */
    private static final int LONGEST_HEADER = 1 << 16;

    /** In characters; a file with a longer row is none that can be read row by row. */
    private static final int LONGEST_ROW = JsonRows.LONGEST_ROW;

    private CsvRows() {}

    static void read(Path file, RowSink sink) throws IOException {
        try (var rows = CsvReader.builder()
                .fieldSeparator(separator(file))
                .allowExtraFields(true)
                .allowMissingFields(true)
                .build(
                        CsvRecordHandler.of(row -> row.maxFieldSize(LONGEST_ROW).maxRecordSize(LONGEST_ROW)),
                        text(file))) {
            read(rows, sink);
        } catch (CsvParseException e) {
            throw new UnreadableRecordsException("Not CSV: " + e.getMessage(), e);
        } catch (CharacterCodingException e) {
            throw notUtf8(e);
        } catch (UncheckedIOException e) {
            throw e.getCause() instanceof CharacterCodingException ? notUtf8(e) : e;
        }
    }

    /** Refuses what is not UTF-8 where the parser's own reading would replace it; without the mark some programs begin with. */
    private static Reader text(Path file) throws IOException {
        var text = Files.newBufferedReader(file);
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        return text;
    }

    private static UnreadableRecordsException notUtf8(Exception cause) {
        return new UnreadableRecordsException("The file is not in UTF-8", cause);
    }

    private static void read(CsvReader<CsvRecord> rows, RowSink sink) {
        List<String> header = null;
        for (var row : rows) {
            if (header == null) {
                header = header(row);
            } else if (row.getFieldCount() == header.size()) {
                sink.row(row.getStartingLineNumber(), values(header, row));
            } else if (row.getFieldCount() > 1 || !row.getField(0).isBlank()) {
                sink.reject(
                        row.getStartingLineNumber(),
                        row.getFieldCount() + " values where the header has " + header.size(),
                        String.join(String.valueOf(','), row.getFields()));
            }
        }
        if (header == null) {
            throw new UnreadableRecordsException("The file is empty", null);
        }
    }

    private static List<String> header(CsvRecord row) {
        var names = row.getFields().stream().map(String::strip).toList();
        if (OTHER_FORMAT.matcher(names.getFirst()).find()) {
            throw new UnreadableRecordsException("Not CSV: it begins as a file of another format does", null);
        }
        if (names.stream().anyMatch(String::isEmpty) || new HashSet<>(names).size() < names.size()) {
            throw new UnreadableRecordsException("The header has an empty name or the same name twice", null);
        }
        return names;
    }

    private static Map<String, Object> values(List<String> header, CsvRecord row) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            var text = row.getField(i);
            values.put(header.get(i), text.isBlank() ? null : text);
        }
        return values;
    }

    private static char separator(Path file) throws IOException {
        try (var text = Files.newBufferedReader(file)) {
            var start = CharBuffer.allocate(LONGEST_HEADER);
            while (start.hasRemaining() && text.read(start) >= 0) {
                // a reader may give less than there is room for
            }
            return separator(start.flip().toString().lines().findFirst().orElse(""));
        }
    }

    private static char separator(String header) {
        var names = header.replaceAll("\"[^\"]*\"", "");
        char best = SEPARATORS[0];
        for (char separator : SEPARATORS) {
            if (count(names, separator) > count(names, best)) {
                best = separator;
            }
        }
        return best;
    }

    private static long count(String text, char of) {
        return text.chars().filter(c -> c == of).count();
    }
}
