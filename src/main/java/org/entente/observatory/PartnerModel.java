package org.entente.observatory;

import java.util.HexFormat;

/**
 * An ONNX model of a partner's, by its content.
 *
 * @param sha256 in hexadecimal
 * @param window how many of the last values it is asked with
 */
record PartnerModel(String sha256, int window) {
    private static final HexFormat HEX = HexFormat.of();
    private static final int DIGITS = 16;

    /** @param model null for none, which is one byte */
    static PartnerModel exchange(StateExchange state, PartnerModel model) {
        long window = state.whole(model == null ? 0 : model.window);
        if (window == 0) {
            return null;
        }
        if (window < 2 || window > ModelRunner.GREATEST_WINDOW) {
            throw new UnreadableStateException("a window of no model");
        }
        var sha256 = new StringBuilder();
        for (int part = 0; part < 4; part++) {
            int at = part * DIGITS;
            sha256.append(HEX.toHexDigits(
                    state.whole(model == null ? 0 : HexFormat.fromHexDigitsToLong(model.sha256, at, at + DIGITS))));
        }
        return new PartnerModel(sha256.toString(), (int) window);
    }
}
