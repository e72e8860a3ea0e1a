package org.entente.observatory;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** What has a state that outlives the process: its version, its fields, and a checksum of both. */
interface Stateful {
    /** Names every field that later scores depend on, in a fixed order. */
    void exchange(StateExchange state);

    default byte[] save(int version) {
        var writer = new StateWriter();
        writer.whole(version);
        exchange(writer);
        var content = writer.bytes();
        return ByteBuffer.allocate(content.length + Integer.BYTES)
                .put(content)
                .putInt(checksum(content))
                .array();
    }

    /** Takes over a state that {@link #save} gave; of another version, or a damaged one, nothing may be used. */
    default void restore(int version, byte[] saved) {
        var reader = new StateReader(content(saved));
        long found = reader.whole(0);
        if (found != version) {
            throw new UnreadableStateException("version " + found + " of a state, where " + version + " is known");
        }
        exchange(reader);
        reader.requireEnd();
    }

    private static byte[] content(byte[] saved) {
        int length = saved.length - Integer.BYTES;
        if (length < 1) {
            throw new UnreadableStateException("the state ends too early");
        }
        var content = Arrays.copyOf(saved, length);
        if (ByteBuffer.wrap(saved).getInt(length) != checksum(content)) {
            throw new UnreadableStateException("the state does not have its checksum");
        }
        return content;
    }

    private static int checksum(byte[] content) {
        var checksum = new CRC32C();
        checksum.update(content);
        return (int) checksum.getValue();
    }
}
