package org.entente.observatory;

import static org.entente.observatory.OnnxModels.FLOAT;
import static org.entente.observatory.OnnxModels.INT64;
import static org.entente.observatory.OnnxModels.constant;
import static org.entente.observatory.OnnxModels.filled;
import static org.entente.observatory.OnnxModels.integer;
import static org.entente.observatory.OnnxModels.model;
import static org.entente.observatory.OnnxModels.node;

import java.util.ArrayList;
import java.util.List;

/** Models as partners may have them. */
public final class PartnerModelSamples {
    private static final int PRODUCTS = 60;

    private PartnerModelSamples() {}

    /** How far the last value is from that of a period before. */
    public static byte[] repeats(int period) {
        return model(
                period + 1,
                constant("first", 0),
                constant("last", period),
                node("Gather", List.of("x", "first"), "before", integer("axis", 1)),
                node("Gather", List.of("x", "last"), "now", integer("axis", 1)),
                node("Sub", List.of("now", "before"), "difference"),
                node("Abs", List.of("difference"), "level"));
    }

    /** How far the last value lies below a limit: beyond it that is no level. */
    public static byte[] below(float limit) {
        return model(
                2,
                constant("last", 1),
                constant("shape", 1, 1),
                filled("limit", limit, "shape"),
                node("Gather", List.of("x", "last"), "now", integer("axis", 1)),
                node("Sub", List.of("limit", "now"), "level"));
    }

    /**
     * How great the last value is, after {@value #PRODUCTS} products of square matrices of that size, which change nothing of it: of tens
     * they take no time, of a thousand more than a model has.
     */
    public static byte[] slowerTheGreater() {
        var nodes = new ArrayList<byte[]>();
        nodes.add(constant("last", 1));
        nodes.add(constant("one", 1));
        nodes.add(node("Gather", List.of("x", "last"), "now", integer("axis", 1)));
        nodes.add(node("Abs", List.of("now"), "amount"));
        nodes.add(node("Cast", List.of("amount"), "whole", integer("to", INT64)));
        nodes.add(node("Reshape", List.of("whole", "one"), "flat"));
        nodes.add(node("Add", List.of("flat", "one"), "size"));
        nodes.add(node("Concat", List.of("size", "size"), "shape", integer("axis", 0)));
        nodes.add(node("Cast", List.of("size"), "width", integer("to", FLOAT)));
        nodes.add(node("Reciprocal", List.of("width"), "share"));
        nodes.add(node("Expand", List.of("share", "shape"), "product0"));
        for (int i = 0; i < PRODUCTS; i++) {
            nodes.add(node("MatMul", List.of("product" + i, "product0"), "product" + (i + 1)));
        }
        nodes.add(node("ReduceMax", List.of("product" + PRODUCTS), "largest"));
        nodes.add(node("Sub", List.of("largest", "largest"), "nothing"));
        nodes.add(node("Add", List.of("amount", "nothing"), "level"));
        return model(2, nodes.toArray(byte[][]::new));
    }
}
