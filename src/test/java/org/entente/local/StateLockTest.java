package org.entente.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateLockTest {
    private static final int TAKEN = 0;
    private static final int IN_USE = 3;

    @TempDir
    Path state;

    @Test
    void a_folder_is_held_by_one_hub_whose_number_stands_in_it_for_as_long() throws Exception {
        var file = state.resolve("hub.pid");
        try (var lock = StateLock.take(state)) {
            assertThat(lock).isNotNull();
            assertThat(file).hasContent(Long.toString(ProcessHandle.current().pid()));
        }
        assertThat(file).isEmptyFile();
        assertThat(takenByAnotherProcess()).isEqualTo(TAKEN);
    }

    /** A lock of this very JVM says nothing of what the system keeps: closing any other opening of the file would free it there. */
    @Test
    void another_process_does_not_get_what_is_held() throws Exception {
        try (var lock = StateLock.take(state)) {
            assertThat(lock).isNotNull();
            assertThat(takenByAnotherProcess()).isEqualTo(IN_USE);
            assertThatThrownBy(() -> StateLock.take(state)).isInstanceOf(LocalStackException.StateInUse.class);
        }
    }

    private int takenByAnotherProcess() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classes = String.join(File.pathSeparator, "target/classes", "target/test-classes");
        return new ProcessBuilder(java, "-cp", classes, StateLockTest.Other.class.getName(), state.toString())
                .inheritIO()
                .start()
                .waitFor();
    }

    static final class Other {
        public static void main(String[] arguments) {
            try (var lock = StateLock.take(Path.of(arguments[0]))) {
                System.exit(TAKEN);
            } catch (LocalStackException.StateInUse held) {
                System.exit(IN_USE);
            }
        }
    }
}
