package org.entente.portal;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Licences as their authors name them, in any language; publishers mostly give the address of their text. */
final class Licences {
    private static final Pattern CREATIVE_COMMONS =
            Pattern.compile("creativecommons\\.org/licenses/([a-z-]+)/(\\d\\.\\d)");
    private static final Pattern VOCABULARY = Pattern.compile("/authority/licence/([^/]+)$");
    private static final Pattern OUVERTE =
            Pattern.compile("licen[cs]e[-_ ]ouverte|etalab|^fr-lo$|^lov2$|opendefinition.*lov2");
    private static final Pattern ODBL = Pattern.compile("odbl|open database licen[cs]e");
    private static final Pattern CC0 = Pattern.compile("publicdomain/zero|^cc-?0|authority/licence/cc0");

    private Licences() {}

    /** Empty for what is not widely known. */
    static Optional<String> name(String said) {
        var lower = said.toLowerCase(Locale.ROOT);
        if (OUVERTE.matcher(lower).find()) {
            return Optional.of("Licence Ouverte (Etalab)");
        }
        if (ODBL.matcher(lower).find()) {
            return Optional.of("ODbL");
        }
        return CC0.matcher(lower).find()
                ? Optional.of("CC0")
                : creativeCommons(lower).or(() -> ofVocabulary(said));
    }

    private static Optional<String> creativeCommons(String said) {
        var found = CREATIVE_COMMONS.matcher(said);
        return found.find()
                ? Optional.of("CC " + found.group(1).toUpperCase(Locale.ROOT) + " " + found.group(2))
                : Optional.empty();
    }

    /** Codes such as {@code CC_BY_4_0}. */
    private static Optional<String> ofVocabulary(String said) {
        var found = VOCABULARY.matcher(said);
        return found.find()
                ? Optional.of(found.group(1).replaceAll("(\\d)_(\\d)", "$1.$2").replace('_', ' '))
                : Optional.empty();
    }
}
