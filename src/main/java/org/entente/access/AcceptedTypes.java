package org.entente.access;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The media types that a reader takes, as the header {@code Accept} says them (RFC 9110, section 12.5.1): of the ranges that take a type
 * the most specific gives its weight. Of types of equal weight the one that the header names first is chosen.
 */
public record AcceptedTypes(List<Range> ranges) {
    private static final String ANY = "*/*";

    /** @param header null for a reader who takes anything */
    public static AcceptedTypes of(String header) {
        var ranges = (header == null || header.isBlank() ? ANY : header).split(",");
        return new AcceptedTypes(Stream.of(ranges).map(Range::of).toList());
    }

    /**
     * @param offered in the order that decides where the header does not
     * @param type of an offer, with or without parameters
     */
    public <T> Optional<T> best(List<T> offered, Function<T, String> type) {
        return offered.stream()
                .filter(offer -> weight(type.apply(offer)) > 0)
                .min(Comparator.comparingDouble((T offer) -> -weight(type.apply(offer)))
                        .thenComparingInt(offer -> place(type.apply(offer))));
    }

    private double weight(String type) {
        return deciding(type).map(Range::weight).orElse(0.0);
    }

    private int place(String type) {
        return deciding(type).map(ranges::indexOf).orElseThrow();
    }

    private Optional<Range> deciding(String type) {
        return IntStream.rangeClosed(0, 2)
                .mapToObj(wildcards -> ranges.stream()
                        .filter(range -> range.wildcards() == wildcards && range.takes(type))
                        .findFirst())
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** One range of media types. */
    record Range(String type, double weight) {
        static Range of(String text) {
            var parts = text.strip().split("\\s*;\\s*", -1);
            return new Range(parts[0].toLowerCase(Locale.ROOT), weight(parts));
        }

        private static double weight(String[] parts) {
            for (var part : parts) {
                if (part.matches("[qQ]=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)")) {
                    return Double.parseDouble(part.substring(2));
                }
            }
            return 1;
        }

        int wildcards() {
            return type.equals(ANY) ? 2 : type.endsWith("/*") ? 1 : 0;
        }

        boolean takes(String offered) {
            var own = offered.split(";")[0].strip();
            return switch (wildcards()) {
                case 0 -> type.equals(own);
                case 1 -> own.startsWith(type.substring(0, type.length() - 1));
                default -> true;
            };
        }
    }
}
