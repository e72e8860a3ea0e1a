package org.entente.federation;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.entente.federation.HarvestException.SourceTooLarge;

/** Gives up on a stream that goes on beyond a number of bytes. */
final class LimitedInputStream extends FilterInputStream {
    private final long limit;
    private long count;

    LimitedInputStream(InputStream in, long limit) {
        super(in);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        return read < 0 ? read : counted(1, read);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        return counted(Math.max(read, 0), read);
    }

    private int counted(int more, int result) {
        count += more;
        if (count > limit) {
            throw new SourceTooLarge("bytes", limit);
        }
        return result;
    }
}
