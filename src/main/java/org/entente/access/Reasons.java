package org.entente.access;

import java.util.Locale;
import java.util.ResourceBundle;

/** The words for reason codes. */
public final class Reasons {
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private Reasons() {}

    public static String text(String language, String code) {
        return ResourceBundle.getBundle("messages/reasons", Locale.of(language), NO_FALLBACK)
                .getString(code);
    }
}
