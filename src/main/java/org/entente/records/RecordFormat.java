package org.entente.records;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.entente.catalogue.Distribution;

/** The formats in which records can be loaded. */
enum RecordFormat {
    CSV {
        @Override
        void read(Path file, RowSink sink) throws IOException {
            CsvRows.read(file, new PlaceColumns(sink));
        }
    },
    GEOJSON {
        @Override
        void read(Path file, RowSink sink) throws IOException {
            JsonRows.readFeatures(file, sink);
        }
    },
    JSON {
        @Override
        void read(Path file, RowSink sink) throws IOException {
            JsonRows.read(file, new PlaceColumns(sink));
        }
    };

    /**
     * Reads the file from its beginning; it is read twice, to find the types and to load.
     *
     * @throws UnreadableRecordsException when the file as a whole is not of this format
     */
    abstract void read(Path file, RowSink sink) throws IOException;

    static Optional<RecordFormat> of(Distribution distribution) {
        return Arrays.stream(values())
                .filter(format -> format.name().equalsIgnoreCase(distribution.format()))
                .findFirst();
    }
}
