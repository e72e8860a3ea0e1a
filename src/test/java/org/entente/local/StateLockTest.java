package org.entente.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateLockTest {
    @TempDir
    Path state;

    @Test
    void a_folder_is_held_by_one_hub_whose_number_stands_in_it_for_as_long() {
        var file = state.resolve("hub.pid");
        try (var lock = StateLock.take(state)) {
            assertThat(lock).isNotNull();
            assertThat(file).hasContent(Long.toString(ProcessHandle.current().pid()));
            assertThatThrownBy(() -> StateLock.take(state)).isInstanceOf(LocalStackException.StateInUse.class);
            assertThat(file).exists();
        }
        assertThat(file).doesNotExist();

        try (var next = StateLock.take(state)) {
            assertThat(next).isNotNull();
            assertThat(file).exists();
        }
    }
}
