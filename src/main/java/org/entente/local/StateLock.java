package org.entente.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Holds a state folder for one hub. The system frees it when the JVM ends, also when it is killed. */
final class StateLock implements AutoCloseable {

    private final Path path;
    private final FileChannel file;

    private StateLock(Path path, FileChannel file) {
        this.path = path;
        this.file = file;
    }

    /** @throws LocalStackException.StateInUse when another hub holds it */
    static StateLock take(Path state) {
        try {
            Files.createDirectories(state);
            // the launcher's reset reads the number to know whether the hub runs
            var path = state.resolve("hub.pid");
            var number = Long.toString(ProcessHandle.current().pid());
            var file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!taken(file)) {
                file.close();
                throw new LocalStackException.StateInUse(state);
            }
            file.truncate(0).write(ByteBuffer.wrap(number.getBytes()));
            if (!isAt(path, number)) {
                // whoever held it removed it between our opening it and our holding it
                file.close();
                return take(state);
            }
            return new StateLock(path, file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean isAt(Path path, String number) throws IOException {
        try {
            return Files.readString(path).equals(number);
        } catch (NoSuchFileException removed) {
            return false;
        }
    }

    private static boolean taken(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisVeryJvm) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
            file.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
