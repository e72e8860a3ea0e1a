package org.entente.access;

import java.util.Locale;
import java.util.ResourceBundle;

/** A reason's code in words. */
public final class ReasonText {
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private ReasonText() {}

    /** To the partner that was decided on. */
    public static String of(String language, String code) {
        return bundle("reasons", language).getString(code);
    }

    /** To others: what would say "your partner" names it. */
    public static String of(String language, String code, String partner) {
        var ofOthers = bundle("reasons_of_others", language);
        return ofOthers.containsKey(code) ? ofOthers.getString(code).formatted(partner) : of(language, code);
    }

    private static ResourceBundle bundle(String name, String language) {
        return ResourceBundle.getBundle("messages/" + name, Locale.of(language), NO_FALLBACK);
    }
}
