package org.entente.observatory;

import static org.entente.observatory.OnnxModels.constant;
import static org.entente.observatory.OnnxModels.filled;
import static org.entente.observatory.OnnxModels.integer;
import static org.entente.observatory.OnnxModels.model;
import static org.entente.observatory.OnnxModels.node;

import java.util.List;

/** Models as partners may have them. */
public final class PartnerModelSamples {
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
}
