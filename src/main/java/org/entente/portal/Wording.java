package org.entente.portal;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.entente.catalogue.DataTheme;
import org.entente.identity.Partner;
import org.entente.policy.AccessLevel;

/**
 * Codes in the reader's words. A code that the hub does not know is shown as it is: publishers use more than the vocabularies hold.
 *
 * @param owners partners by id
 */
record Wording(Language language, Map<String, Partner> owners) {

    String of(FacetName facet, String value) {
        return switch (facet) {
            case THEME -> theme(value);
            case ACCESS -> messages().access(AccessLevel.valueOf(value));
            case OWNER -> owner(value);
            case FORMAT -> format(value);
            case LICENCE -> licence(value);
        };
    }

    String theme(String code) {
        return known(DataTheme.class, code).map(messages()::theme).orElse(code);
    }

    String owner(String id) {
        return owners.containsKey(id) ? owners.get(id).name(language.tag()) : id;
    }

    String frequency(String code) {
        return known(Frequency.class, code).map(messages()::frequency).orElse(lastPart(code));
    }

    String licence(String said) {
        return Licences.name(said)
                .orElseGet(() -> Links.isWeb(said) ? messages().licenceTerms(said.replaceFirst("^.*?//", "")) : said);
    }

    static String format(String code) {
        return code.equals("GEOJSON") ? "GeoJSON" : lastPart(code);
    }

    Messages messages() {
        return MessageBundles.get(Messages.class, Localized.Literal.of(language.tag()));
    }

    /** Vocabularies name their terms by addresses that end in the code. */
    private static String lastPart(String code) {
        var trimmed = code.endsWith("/") ? code.substring(0, code.length() - 1) : code;
        return trimmed.substring(1 + Math.max(trimmed.lastIndexOf('/'), trimmed.lastIndexOf('#')));
    }

    private static <E extends Enum<E>> Optional<E> known(Class<E> type, String code) {
        var name = lastPart(code);
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(name))
                .findFirst();
    }
}
