package org.entente.observatory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.entente.observatory.OnnxModels.bytes;
import static org.entente.observatory.OnnxModels.bytesAttribute;
import static org.entente.observatory.OnnxModels.distanceFromMean;
import static org.entente.observatory.OnnxModels.joined;
import static org.entente.observatory.OnnxModels.model;
import static org.entente.observatory.OnnxModels.node;
import static org.entente.observatory.OnnxModels.number;
import static org.entente.observatory.OnnxModels.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused of a model before any native code is given it. */
class OnnxContentTest {
    private static final byte[] MODEL = distanceFromMean(8);

    @Test
    void its_runtimes_own_format_is_refused_whatever_it_looks_like() {
        var content = model(8, node("Identity", List.of("x"), "level"));
        System.arraycopy("ORTM".getBytes(StandardCharsets.US_ASCII), 0, content, 4, 4);
        assertRefused(content, "It is in ONNX Runtime's own format.");
    }

    @Test
    void a_model_of_standard_operators_is_taken() {
        assertThatCode(() -> OnnxContent.check(MODEL)).doesNotThrowAnyException();
    }

    @Test
    void what_is_no_model_is_refused() {
        assertRefused(new byte[0], "not an ONNX model");
        assertRefused("<html>not found</html>".getBytes(StandardCharsets.UTF_8), "not an ONNX model");
        assertRefused(model(8), "not an ONNX model");
        for (int length = 1; length < MODEL.length - 8; length++) {
            assertRefused(Arrays.copyOf(MODEL, length), "");
        }
    }

    @Test
    void whatever_the_bytes_are_they_are_read_or_refused() {
        var random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            var changed = MODEL.clone();
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            try {
                OnnxContent.check(changed);
            } catch (ModelRefusedException refused) {
                // likewise
            }
        }
    }

    @Test
    void one_of_too_many_bytes_or_operators_is_refused() {
        var most = OnnxContent.MOST_BYTES - MODEL.length - 5;
        assertThatCode(() -> OnnxContent.check(joined(MODEL, bytes(6, new byte[most]))))
                .doesNotThrowAnyException();
        assertRefused(joined(MODEL, bytes(6, new byte[most + 1])), "more than 10 MiB");
        var nodes = new byte[10_001][];
        Arrays.fill(nodes, node("Abs", List.of("x"), "level"));
        assertRefused(model(8, nodes), "more than 10,000 operators");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "If",
                "Loop",
                "Scan",
                "SequenceMap",
                "NonZero",
                "Unique",
                "Compress",
                "RandomNormal",
                "RandomUniformLike",
                "Multinomial",
                "Bernoulli",
                "Dropout",
                "StringConcat",
                "abs"
            })
    void an_operator_that_branches_draws_or_is_not_known_is_refused(String operator) {
        assertRefused(model(8, node(operator, List.of("x"), "level")), "The operator " + operator + " may not be used");
    }

    @Test
    void an_operator_whose_name_is_no_name_is_not_repeated() {
        assertRefused(model(8, node("<b>", List.of("x"), "level")), "The operator ? may");
    }

    /** Of a field that is given twice parsers take the last; here both count. */
    @Test
    void a_forbidden_operator_is_not_hidden_by_a_second_name() {
        assertRefused(model(8, joined(node("Loop", List.of("x"), "level"), text(4, "Abs"))), "Loop");
        assertRefused(model(8, joined(node("Abs", List.of("x"), "level"), text(4, "Loop"))), "Loop");
        assertRefused(joined(model(8, node("Loop", List.of("x"), "level")), MODEL), "Loop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ai.onnx.ml", "com.microsoft", "org.example"})
    void operators_of_other_sets_are_refused(String domain) {
        assertRefused(model(8, joined(node("Abs", List.of("x"), "level"), text(7, domain))), domain);
        assertRefused(joined(MODEL, bytes(8, joined(text(1, domain), number(2, 1)))), domain);
    }

    @Test
    void graphs_in_graphs_functions_and_training_are_refused() {
        var graph = text(2, "inner");
        assertRefused(
                model(8, node("Abs", List.of("x"), "level", bytesAttribute("body", 6, 5, graph))),
                "a graph within its graph");
        assertRefused(
                model(8, node("Abs", List.of("x"), "level", bytesAttribute("bodies", 11, 10, graph))),
                "a graph within its graph");
        assertRefused(joined(MODEL, bytes(25, text(1, "own"))), "functions of its own");
        assertRefused(joined(MODEL, bytes(20, bytes(1, graph))), "for training");
    }

    @Test
    void numbers_in_a_file_are_refused_wherever_they_are() {
        var elsewhere = joined(
                number(1, 8),
                number(2, OnnxModels.FLOAT),
                bytes(13, joined(text(1, "location"), text(2, "../../etc/passwd"))),
                number(14, 1));
        var flaggedAlone = joined(number(2, OnnxModels.FLOAT), number(14, 1));
        for (var tensor : List.of(elsewhere, flaggedAlone)) {
            assertRefused(joined(MODEL, bytes(7, bytes(5, tensor))), "in a file");
            assertRefused(joined(MODEL, bytes(7, bytes(15, bytes(1, tensor)))), "in a file");
            assertRefused(joined(MODEL, bytes(7, bytes(15, bytes(2, tensor)))), "in a file");
            for (var attribute : List.of(
                    bytesAttribute("value", 5, 4, tensor),
                    bytesAttribute("values", 10, 9, tensor),
                    bytesAttribute("sparse", 22, 11, bytes(1, tensor)),
                    bytesAttribute("sparses", 23, 12, bytes(1, tensor)))) {
                assertRefused(model(8, node("Constant", List.of(), "level", attribute)), "in a file");
            }
        }
    }

    private static void assertRefused(byte[] model, String reason) {
        assertThatThrownBy(() -> OnnxContent.check(model))
                .isInstanceOfSatisfying(
                        ModelRefusedException.class,
                        refused ->
                                assertThat(ModelRefusalText.of(refused, "en")).contains(reason));
    }
}
