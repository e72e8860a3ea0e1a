package org.entente.observatory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StateExchangeTest {
    @Property
    void numbers_pass_bit_by_bit(@ForAll double real, @ForAll long whole, @ForAll float[] sparse) {
        var writer = new StateWriter();
        writer.real(real);
        writer.whole(whole);
        writer.sparse(sparse);

        var reader = new StateReader(writer.bytes());
        assertThat(Double.doubleToRawLongBits(reader.real(0))).isEqualTo(Double.doubleToRawLongBits(real));
        assertThat(reader.whole(0)).isEqualTo(whole);
        var read = new float[sparse.length];
        reader.sparse(read);
        assertThat(read).containsExactly(sparse);
        assertThatCode(reader::requireEnd).doesNotThrowAnyException();
    }

    @Property
    void other_bytes_are_refused_and_nothing_worse(@ForAll @Size(max = 300) byte[] bytes) {
        var thrown = catchThrowable(() -> new RarityDetector().restore(bytes));

        assertThat(thrown).isInstanceOf(UnreadableStateException.class);
    }

    @Property(tries = 200)
    void a_state_with_one_bit_changed_is_refused(@ForAll int at) {
        var detector = new RarityDetector();
        Trials.alerts(detector, SampleSeries.of(1, 400));
        var saved = detector.save();
        int bit = Math.floorMod(at, Byte.SIZE * saved.length);
        saved[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);

        assertThatExceptionOfType(UnreadableStateException.class).isThrownBy(() -> new RarityDetector().restore(saved));
    }

    @Test
    void another_version_is_refused() {
        var saved = new Recent(3).save(2);
        assertThatExceptionOfType(UnreadableStateException.class)
                .isThrownBy(() -> new Recent(3).restore(1, saved))
                .withMessageContaining("version 2");
    }

    @Test
    void runs_of_zeros_take_little() {
        var writer = new StateWriter();
        writer.sparse(new float[100_000]);
        assertThat(writer.bytes()).hasSizeLessThan(8);
    }

    @Test
    void a_run_that_leaves_its_array_is_refused() {
        var writer = new StateWriter();
        writer.sparse(new float[300]);
        assertThatExceptionOfType(UnreadableStateException.class)
                .isThrownBy(() -> new StateReader(writer.bytes()).sparse(new float[10]));
    }
}
