package org.entente.observatory;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** Says why a model is refused, of {@code messages/model_refusals_*.properties}. */
final class ModelRefusalText {
    private static final ResourceBundle.Control AS_ASKED =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private ModelRefusalText() {}

    /** @param language French for fr, English for all else */
    static String of(ModelRefusedException refused, String language) {
        var locale = "fr".equals(language) ? Locale.FRENCH : Locale.ENGLISH;
        var words = ResourceBundle.getBundle("messages/model_refusals", locale, AS_ASKED);
        return new MessageFormat(words.getString(refused.reason().name()), locale).format(refused.details());
    }
}
