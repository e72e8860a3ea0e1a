package org.entente.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Holds a state folder for one hub. The system frees it when the JVM ends, also when it is killed. */
final class StateLock implements AutoCloseable {

    private final FileChannel file;

    private StateLock(FileChannel file) {
        this.file = file;
    }

    /** @throws LocalStackException.StateInUse when another hub holds it */
    static StateLock take(Path state) {
        try {
            Files.createDirectories(state);
            // the launcher's reset reads the number to know whether the hub runs
            var file = FileChannel.open(state.resolve("hub.pid"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!taken(file)) {
                file.close();
                throw new LocalStackException.StateInUse(state);
            }
            file.truncate(0)
                    .write(ByteBuffer.wrap(
                            Long.toString(ProcessHandle.current().pid()).getBytes()));
            return new StateLock(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean taken(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisVeryJvm) {
            return false;
        }
    }

    /** The file stays, and is empty: whoever opened it meanwhile would hold one that is not there any more. */
    @Override
    public void close() {
        try {
            file.truncate(0).close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
