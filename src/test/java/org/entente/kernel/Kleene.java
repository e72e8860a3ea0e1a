package org.entente.kernel;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.entente.kernel.Filter.And;
import org.entente.kernel.Filter.Compare;
import org.entente.kernel.Filter.Exists;
import org.entente.kernel.Filter.In;
import org.entente.kernel.Filter.InArea;
import org.entente.kernel.Filter.Interval;
import org.entente.kernel.Filter.Not;
import org.entente.kernel.Filter.Or;
import org.entente.kernel.Filter.Prefix;

/**
 * The oracle: Kleene's strong three-valued logic written from its definition, on filters as they were written (no normal form,
 * no canonical constants). Truth values are ordered FALSE < UNKNOWN < TRUE: and is the minimum, or the maximum, not the mirror.
 */
final class Kleene {
    enum Truth {
        FALSE,
        UNKNOWN,
        TRUE;

        static Truth of(boolean known) {
            return known ? TRUE : FALSE;
        }
    }

    private final TypedFields fields;

    Kleene(TypedFields fields) {
        this.fields = fields;
    }

    boolean takes(Filter filter, Row row) {
        return truth(filter, row) == Truth.TRUE;
    }

    private Truth truth(Filter filter, Row row) {
        return switch (filter) {
            case And and -> truths(and.of(), row).stream().min(Enum::compareTo).orElse(Truth.TRUE);
            case Or or -> truths(or.of(), row).stream().max(Enum::compareTo).orElse(Truth.FALSE);
            case Not not -> Truth.values()[2 - truth(not.of(), row).ordinal()];
            case Exists exists -> Truth.of(row.values().containsKey(exists.field()));
            case Filter.Atom atom ->
                row.values().containsKey(atom.field())
                        ? Truth.of(holds(atom, row.values().get(atom.field())))
                        : Truth.UNKNOWN;
        };
    }

    private List<Truth> truths(List<Filter> filters, Row row) {
        return filters.stream().map(filter -> truth(filter, row)).toList();
    }

    private boolean holds(Filter.Atom atom, Object value) {
        FieldType type = fields.field(atom.field()).type();
        return switch (atom) {
            case Exists exists -> throw new IllegalStateException("answered before");
            case Compare c -> holds(c, order(type, value, c.value()));
            case In in -> in.values().stream().anyMatch(one -> order(type, value, one) == 0);
            case Prefix p -> isPrefix(utf8(nfc(p.prefix())), utf8((String) value));
            case InArea in -> ((Collection<?>) value).contains(nfc(in.area()));
            case Interval i -> order(type, value, i.from()) >= 0 && order(type, value, i.to()) < 0;
        };
    }

    private static boolean holds(Compare compare, int order) {
        return switch (compare.op()) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
        };
    }

    private static int order(FieldType type, Object value, Object written) {
        return switch (type) {
            case TEXT -> Arrays.compareUnsigned(utf8((String) value), utf8(nfc((String) written)));
            case DECIMAL -> ((BigDecimal) value).compareTo((BigDecimal) written);
            case INTEGER -> BigDecimal.valueOf((Long) value).compareTo((BigDecimal) written);
            case DOUBLE -> Double.compare((Double) value, ((BigDecimal) written).doubleValue());
            case INSTANT -> ((Instant) value).compareTo(instant((String) written));
            case BOOLEAN -> Boolean.compare((Boolean) value, (Boolean) written);
            case POINT, AREAS, JSON -> throw new IllegalStateException("no order on " + type);
        };
    }

    private static Instant instant(String written) {
        return written.contains("T")
                ? OffsetDateTime.parse(written).toInstant()
                : LocalDate.parse(written).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static boolean isPrefix(byte[] prefix, byte[] text) {
        return text.length >= prefix.length && Arrays.equals(text, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static String nfc(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
