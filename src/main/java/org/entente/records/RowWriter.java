package org.entente.records;

import java.io.IOException;

/** Writes one download's rows in its format; the rows come one by one and are not kept. */
interface RowWriter {
    void row(RecordRow row) throws IOException;

    /** What stands behind the last row; nothing is held back any more. */
    void end() throws IOException;
}
