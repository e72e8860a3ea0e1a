package org.entente.portal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The languages the pages are written in; the first is the default. */
public enum Language {
    FR("Français", Locale.FRANCE),
    EN("English", Locale.UK);

    private final String ownName;
    private final Locale locale;

    Language(String ownName, Locale locale) {
        this.ownName = ownName;
        this.locale = locale;
    }

    public String tag() {
        return locale.getLanguage();
    }

    /** Its name in itself, as a reader looks for it. */
    public String ownName() {
        return ownName;
    }

    /** For dates and numbers. */
    public Locale locale() {
        return locale;
    }

    public Language other() {
        return switch (this) {
            case FR -> EN;
            case EN -> FR;
        };
    }

    static Optional<Language> of(String tag) {
        return Arrays.stream(values())
                .filter(language -> language.tag().equalsIgnoreCase(tag))
                .findFirst();
    }
}
