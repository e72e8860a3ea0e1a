package org.entente.observatory;

import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;

/** What a detector is, for those whom it judges: of {@code messages/models_*.properties}, whose figures are docs/decisions/0020's. */
public record ModelCard(
        @NonNull DetectorKind detector,
        @NonNull String name,
        @NonNull @Description("What it tells") String purpose,
        @NonNull @Description("What it learns from") String data,
        @NonNull String method,
        @NonNull @Description("Where the method comes from") String source,

        @NonNull @Description("How well it does, on the Numenta benchmark and in a simulated city")
        String measures,

        @NonNull String limits,
        @NonNull String falseAlarms) {
    private static final ResourceBundle.Control AS_ASKED =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    /**
     * One a detector.
     *
     * @param language French for fr, English for all else
     * @throws MissingResourceException where something is not said in it
     */
    public static List<ModelCard> all(String language) {
        var words = ResourceBundle.getBundle(
                "messages/models", "fr".equals(language) ? Locale.FRENCH : Locale.ENGLISH, AS_ASKED);
        return Stream.of(DetectorKind.values()).map(each -> of(each, words)).toList();
    }

    private static ModelCard of(DetectorKind detector, ResourceBundle words) {
        return new ModelCard(
                detector,
                words.getString(detector + ".name"),
                words.getString(detector + ".purpose"),
                words.getString(detector + ".data"),
                words.getString(detector + ".method"),
                words.getString(detector + ".source"),
                words.getString(detector + ".measures"),
                words.getString(detector + ".limits"),
                words.getString(detector + ".falseAlarms"));
    }
}
