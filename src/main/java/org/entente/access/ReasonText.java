package org.entente.access;

import java.util.Locale;
import java.util.ResourceBundle;

/** A reason's code in words. */
public final class ReasonText {
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private ReasonText() {}

    public static String of(String language, String code) {
        return ResourceBundle.getBundle("messages/reasons", Locale.of(language), NO_FALLBACK)
                .getString(code);
    }
}
