package org.entente.federation;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;

/** Values as partners write them; null where they make no sense, since a bad date is no reason to lose a dataset. */
final class Said {
    private static final DateTimeFormatter MOMENT = new DateTimeFormatterBuilder()
            .appendPattern("yyyy[-MM[-dd['T'HH:mm[:ss]]]]")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .appendPattern("[XXX][XX][X]")
            .toFormatter();

    private Said() {}

    /** An ISO 8601 moment, date, month or year, whose beginning it then is; UTC where no zone is given. */
    static Instant moment(String text) {
        try {
            return text == null ? null : instant(text.strip());
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static Instant instant(String text) {
        var parsed = MOMENT.parseBest(
                text.replaceFirst(" ", "T"),
                OffsetDateTime::from,
                LocalDateTime::from,
                LocalDate::from,
                YearMonth::from,
                Year::from);
        return switch (parsed) {
            case OffsetDateTime moment -> moment.toInstant();
            case LocalDateTime moment -> moment.toInstant(ZoneOffset.UTC);
            case LocalDate day -> beginning(day);
            case YearMonth month -> beginning(month.atDay(1));
            default -> beginning(((Year) parsed).atDay(1));
        };
    }

    private static Instant beginning(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** A number of bytes. */
    static Long bytes(String text) {
        try {
            long bytes = text == null ? -1 : new BigDecimal(text.strip()).longValueExact();
            return bytes < 0 ? null : bytes;
        } catch (ArithmeticException | NumberFormatException e) {
            return null;
        }
    }
}
