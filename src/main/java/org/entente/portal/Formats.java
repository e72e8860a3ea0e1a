package org.entente.portal;

import io.quarkus.qute.TemplateExtension;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;

/** Dates and numbers as the reader writes them. */
@TemplateExtension
class Formats {
    private static final double KILO = 1000;

    private Formats() {}

    /** Publishers say days; the catalogue keeps a day as its first instant in UTC. */
    static String day(Instant time, Language language) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(language.locale())
                .format(date(time));
    }

    /** As machines read it. */
    static LocalDate date(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    static String number(long count, Language language) {
        return NumberFormat.getIntegerInstance(language.locale()).format(count);
    }

    /** Bytes, in the largest unit that leaves a number above one. */
    static String size(Long bytes, Language language) {
        var units = language == Language.FR ? "o ko Mo Go To" : "B kB MB GB TB";
        int power = bytes < KILO ? 0 : (int) Math.min(4, Math.log(bytes) / Math.log(KILO));
        return String.format(language.locale(), "%.0f %s", bytes / Math.pow(KILO, power), units.split(" ")[power]);
    }
}
