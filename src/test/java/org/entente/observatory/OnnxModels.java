package org.entente.observatory;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Small models in ONNX, written field by field as onnx.proto has them: input {@code x}, output {@code level}. */
final class OnnxModels {
    static final int FLOAT = 1;
    static final int INT64 = 7;
    static final int DOUBLE = 11;

    private OnnxModels() {}

    /** How far the last value is from the mean of the window. */
    static byte[] distanceFromMean(int window) {
        return model(window, distanceNodes(window, "level").toArray(byte[][]::new));
    }

    private static List<byte[]> distanceNodes(int window, String output) {
        return List.of(
                node("ReduceMean", List.of("x"), "mean", integers("axes", 1)),
                constant("last", window - 1),
                node("Gather", List.of("x", "last"), "now", integer("axis", 1)),
                node("Sub", List.of("now", "mean"), "difference"),
                node("Abs", List.of("difference"), output));
    }

    /** Always negative, but for a window that adds up to nothing. */
    static byte[] negative(int window) {
        return model(
                window,
                node("ReduceSum", List.of("x"), "sum"),
                node("Abs", List.of("sum"), "distance"),
                node("Neg", List.of("distance"), "level"));
    }

    /** The root of how much the window adds up to above {@code least}: no number below that. */
    static byte[] rootAbove(int window, float least) {
        return model(
                window,
                constant("shape", 1, 1),
                filled("least", least, "shape"),
                node("ReduceSum", List.of("x"), "sum"),
                node("Sub", List.of("sum", "least"), "above"),
                node("Sqrt", List.of("above"), "level"));
    }

    /** {@link #distanceFromMean}, after that many products of square matrices of that size, which change nothing of it. */
    static byte[] heavy(int window, int products, int size) {
        var nodes = new ArrayList<byte[]>();
        nodes.add(constant("shape", size, size));
        nodes.add(filled("product0", 1f / size, "shape"));
        for (int i = 0; i < products; i++) {
            nodes.add(node("MatMul", List.of("product" + i, "product0"), "product" + (i + 1)));
        }
        nodes.add(node("ReduceMax", List.of("product" + products), "largest"));
        nodes.add(node("Sub", List.of("largest", "largest"), "nothing"));
        nodes.addAll(distanceNodes(window, "distance"));
        nodes.add(node("Add", List.of("distance", "nothing"), "level"));
        return model(window, nodes.toArray(byte[][]::new));
    }

    /** One operator of many seconds, at the very beginning: a recurrent network over 50,000 steps. */
    static byte[] endless(int window) {
        return model(
                window,
                constant("steps", 50_000, 1, 1),
                filled("input", 0.5f, "steps"),
                constant("weights", 1, 1_000, 1),
                filled("in", 0.001f, "weights"),
                constant("squares", 1, 1_000, 1_000),
                filled("again", 0.001f, "squares"),
                node("RNN", List.of("input", "in", "again"), "states", integer("hidden_size", 1_000)),
                node("ReduceMax", List.of("states"), "largest"),
                node("ReduceSum", List.of("x"), "sum"),
                node("Max", List.of("largest", "sum"), "most"),
                constant("single", 1, 1),
                node("Reshape", List.of("most", "single"), "level"));
    }

    static byte[] model(int window, byte[]... nodes) {
        return model(List.of(tensor("x", FLOAT, 1, window)), List.of(tensor("level", FLOAT, 1, 1)), nodes);
    }

    static byte[] model(List<byte[]> inputs, List<byte[]> outputs, byte[]... nodes) {
        var graph = new ByteArrayOutputStream();
        for (var node : nodes) {
            graph.writeBytes(bytes(1, node));
        }
        graph.writeBytes(text(2, "graph"));
        inputs.forEach(input -> graph.writeBytes(bytes(11, input)));
        outputs.forEach(output -> graph.writeBytes(bytes(12, output)));
        return joined(number(1, 8), bytes(7, graph.toByteArray()), bytes(8, joined(text(1, ""), number(2, 17))));
    }

    /** @param shape -1 for a size that is not fixed */
    static byte[] tensor(String name, int type, long... shape) {
        var sizes = new ByteArrayOutputStream();
        for (var size : shape) {
            sizes.writeBytes(bytes(1, size < 0 ? text(2, "size") : number(1, size)));
        }
        return joined(text(1, name), bytes(2, bytes(1, joined(number(1, type), bytes(2, sizes.toByteArray())))));
    }

    static byte[] node(String operator, List<String> inputs, String output, byte[]... attributes) {
        var node = new ByteArrayOutputStream();
        inputs.forEach(input -> node.writeBytes(text(1, input)));
        node.writeBytes(text(2, output));
        node.writeBytes(text(4, operator));
        for (var attribute : attributes) {
            node.writeBytes(bytes(5, attribute));
        }
        return node.toByteArray();
    }

    /** Whole numbers. */
    static byte[] constant(String name, long... values) {
        return node("Constant", List.of(), name, bytesAttribute("value", 5, 4, integerTensor(values)));
    }

    /** A tensor of that shape, all of one number. */
    static byte[] filled(String name, float value, String shape) {
        var number =
                ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(value);
        var tensor = joined(number(1, 1), number(2, FLOAT), bytes(9, number.array()));
        return node("ConstantOfShape", List.of(shape), name, bytesAttribute("value", 5, 4, tensor));
    }

    private static byte[] integerTensor(long... values) {
        var raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        return joined(number(1, values.length), number(2, INT64), bytes(9, raw.array()));
    }

    static byte[] integer(String name, long value) {
        return joined(text(1, name), number(3, value), number(20, 2));
    }

    static byte[] integers(String name, long... values) {
        var all = new ByteArrayOutputStream();
        for (var value : values) {
            all.writeBytes(number(8, value));
        }
        return joined(text(1, name), all.toByteArray(), number(20, 7));
    }

    /** @param field of the attribute in which the value is, and its type */
    static byte[] bytesAttribute(String name, int field, int type, byte[] value) {
        return joined(text(1, name), bytes(field, value), number(20, type));
    }

    static byte[] text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] bytes(int field, byte[] value) {
        return joined(varint((long) field << 3 | 2), varint(value.length), value);
    }

    static byte[] number(int field, long value) {
        return joined(varint((long) field << 3), varint(value));
    }

    private static byte[] varint(long value) {
        var bytes = new ByteArrayOutputStream();
        var rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
        return bytes.toByteArray();
    }

    static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        List.of(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }
}
