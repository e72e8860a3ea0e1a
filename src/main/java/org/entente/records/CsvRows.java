package org.entente.records;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
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

    private CsvRows() {}

    static void read(Path file, RowSink sink) throws IOException {
        try (var rows = CsvReader.builder()
                .fieldSeparator(separator(file))
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(text(file))) {
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
        try (var lines = Files.newBufferedReader(file)) {
            var header = String.valueOf(lines.readLine()).replaceAll("\"[^\"]*\"", "");
            char best = SEPARATORS[0];
            for (char separator : SEPARATORS) {
                if (count(header, separator) > count(header, best)) {
                    best = separator;
                }
            }
            return best;
        }
    }

    private static long count(String text, char of) {
        return text.chars().filter(c -> c == of).count();
    }
}
