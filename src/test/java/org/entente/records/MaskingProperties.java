package org.entente.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple.Tuple2;
import org.entente.access.MaskKeys;
import org.entente.identity.Caller;
import org.entente.kernel.Canonical;
import org.entente.kernel.FieldDefinition;
import org.entente.kernel.FieldType;
import org.entente.kernel.Point;
import org.entente.policy.MaskMethod;

/** The laws that masks keep, whatever the value. */
class MaskingProperties {
    private static final MaskKeys KEYS = new MaskKeys(new byte[32]);
    private static final int SCALE = 3;

    /** A value with its type. */
    record Typed(FieldType type, Object value) {
        private Typed canonical() {
            return new Typed(type, Canonical.value(new FieldDefinition("f", type, scale(), "c"), value, "f"));
        }

        private int scale() {
            return type == FieldType.DECIMAL ? SCALE : 0;
        }
    }

    private static Masking of(String partner, String purpose) {
        var caller = new Caller("s", "s", partner, Set.of(), Set.of(purpose), purpose, null);
        return new Masking(() -> KEYS.of(caller));
    }

    private final Masking masking = of("rtm", "transport");

    @Provide
    Arbitrary<Typed> graded() {
        return Arbitraries.oneOf(integers(), doubles(), decimals(), instants(), places());
    }

    @Provide
    Arbitrary<Tuple2<Typed, Typed>> ordered() {
        return Arbitraries.oneOf(
                integers().tuple2(),
                doubles().tuple2(),
                decimals().tuple2(),
                instants().tuple2());
    }

    private static Arbitrary<Typed> integers() {
        return Arbitraries.longs().map(value -> new Typed(FieldType.INTEGER, value));
    }

    private static Arbitrary<Typed> doubles() {
        return Arbitraries.doubles().map(value -> new Typed(FieldType.DOUBLE, value).canonical());
    }

    private static Arbitrary<Typed> decimals() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("-1e14"), new BigDecimal("1e14"))
                .ofScale(SCALE)
                .map(value -> new Typed(FieldType.DECIMAL, value).canonical());
    }

    private static Arbitrary<Typed> instants() {
        return Arbitraries.longs()
                .between(-62_135_596_800_000L, 253_402_300_799_999L)
                .map(value -> new Typed(FieldType.INSTANT, Instant.ofEpochMilli(value)));
    }

    private static Arbitrary<Typed> places() {
        return Combinators.combine(
                        Arbitraries.doubles().between(-180, 180),
                        Arbitraries.doubles().between(-90, 90))
                .as((longitude, latitude) -> new Typed(FieldType.POINT, new Point(longitude, latitude)).canonical());
    }

    @Provide
    Arbitrary<Typed> any() {
        return Arbitraries.oneOf(
                graded(),
                Arbitraries.strings().filter(Canonical::isText).map(value -> new Typed(FieldType.TEXT, value)),
                Arbitraries.of(true, false).map(value -> new Typed(FieldType.BOOLEAN, value)));
    }

    @Provide
    Arbitrary<MaskMethod> coarse() {
        return Arbitraries.of(MaskMethod.GENERALISE, MaskMethod.TRUNCATE);
    }

    private static void assumeMeant(MaskMethod method, FieldType type) {
        Assume.that(Masking.effective(method, type) == method);
    }

    @Property
    void a_class_is_its_own_class(@ForAll("graded") Typed typed, @ForAll("coarse") MaskMethod method) {
        assumeMeant(method, typed.type);
        var once = masking.masked(method, typed.value);

        assertThat(masking.masked(method, once)).isEqualTo(once);
        assertThat(once).hasSameClassAs(typed.value);
    }

    @Property
    void classes_keep_the_order(@ForAll("ordered") Tuple2<Typed, Typed> values, @ForAll("coarse") MaskMethod method) {
        assumeMeant(method, values.get1().type);
        var one = values.get1().value;
        var other = values.get2().value;
        int before = Canonical.compare(one, other);
        int after = Canonical.compare(masking.masked(method, one), masking.masked(method, other));

        assertThat(Integer.signum(after)).isIn(0, Integer.signum(before));
    }

    /** For values from zero on: below it TRUNCATE goes up, towards zero. */
    @Property
    void what_is_truncated_alike_is_generalised_alike(@ForAll("graded") Typed typed) {
        assumeMeant(MaskMethod.TRUNCATE, typed.type);
        Assume.that(!typed.value.toString().startsWith("-"));
        var truncated = masking.masked(MaskMethod.TRUNCATE, typed.value);

        assertThat(masking.masked(MaskMethod.GENERALISE, truncated))
                .isEqualTo(masking.masked(MaskMethod.GENERALISE, typed.value));
    }

    @Property
    void equal_values_have_equal_hashes(@ForAll("any") Typed typed) {
        var hash = masking.masked(MaskMethod.HASH, typed.value);

        assertThat(hash).isEqualTo(of("rtm", "transport").masked(MaskMethod.HASH, typed.value));
        assertThat(hash.toString()).matches("[0-9a-f]{32}");
    }

    @Property
    void others_have_others(@ForAll("ordered") Tuple2<Typed, Typed> values) {
        var one = masking.masked(MaskMethod.HASH, values.get1().value);
        var other = masking.masked(MaskMethod.HASH, values.get2().value);

        assertThat(one.equals(other)).isEqualTo(values.get1().value.equals(values.get2().value));
    }

    @Property
    void a_hash_is_one_consumers_for_one_purpose(@ForAll("any") Typed typed) {
        var hash = masking.masked(MaskMethod.HASH, typed.value);

        assertThat(hash).isNotEqualTo(of("aphm", "transport").masked(MaskMethod.HASH, typed.value));
        assertThat(hash).isNotEqualTo(of("rtm", "statistics").masked(MaskMethod.HASH, typed.value));
    }

    @Property
    void a_decimals_hash_does_not_hang_on_its_zeros(@ForAll BigDecimal number) {
        assertThat(masking.masked(MaskMethod.HASH, number))
                .isEqualTo(masking.masked(MaskMethod.HASH, number.setScale(number.scale() + 3)));
    }

    @Property
    void of_a_longer_text_its_first_three_characters_stay(@ForAll String text) {
        Assume.that(text.codePointCount(0, text.length()) > 3);
        var shown = masking.masked(MaskMethod.TRUNCATE, text).toString();

        assertThat(text).startsWith(shown);
        assertThat(shown.codePointCount(0, shown.length())).isEqualTo(3);
    }

    /** What has no part that could go, goes. */
    @Example
    void truncated_nothing_stays_whole() {
        assertThat(Masking.effective(MaskMethod.TRUNCATE, FieldType.INTEGER)).isEqualTo(MaskMethod.REMOVE);
        for (var whole : List.of("", "F", "abc", "é🙂a", new BigDecimal("12"))) {
            assertThat(masking.masked(MaskMethod.TRUNCATE, whole)).isNull();
        }
    }

    @Property
    void nothing_is_shown_of_nothing_nor_of_what_is_removed(@ForAll MaskMethod method, @ForAll("any") Typed typed) {
        assertThat(masking.masked(method, null)).isNull();
        assertThat(masking.masked(MaskMethod.REMOVE, typed.value)).isNull();
    }

    /** A method that means nothing to a type is the strictest one, never none. */
    @Property
    void a_method_is_never_made_laxer(@ForAll MaskMethod method, @ForAll FieldType type) {
        assertThat(Masking.effective(method, type)).isLessThanOrEqualTo(method).isIn(method, MaskMethod.REMOVE);
    }

    @Property
    void strictness_is_an_order(@ForAll MaskMethod a, @ForAll MaskMethod b, @ForAll MaskMethod c) {
        assertThat(a.strictest(b)).isEqualTo(b.strictest(a)).isLessThanOrEqualTo(a.leastStrict(b));
        assertThat(a.strictest(b).strictest(c)).isEqualTo(a.strictest(b.strictest(c)));
        assertThat(a.leastStrict(b).leastStrict(c)).isEqualTo(a.leastStrict(b.leastStrict(c)));
        assertThat(a.strictest(a)).isEqualTo(a.leastStrict(a)).isEqualTo(a);
    }

    @Example
    void classes_are_as_the_decision_table_says() {
        var values = Map.<Object, String>of(
                new BigDecimal("-12.50"),
                "-20.00 -12.00",
                48.9,
                "40.0 48.0",
                Instant.parse("2026-05-17T08:30:00Z"),
                "2026-05-01T00:00:00Z 2026-05-17T00:00:00Z",
                new Point(5.369_780, -43.296_482),
                "Point[longitude=5.36, latitude=-43.3] Point[longitude=5.369, latitude=-43.297]");

        values.forEach((value, classes) -> assertThat(
                        masking.masked(MaskMethod.GENERALISE, value) + " " + masking.masked(MaskMethod.TRUNCATE, value))
                .isEqualTo(classes));
        assertThat(masking.masked(MaskMethod.GENERALISE, 37L)).isEqualTo(30L);
        assertThat(masking.masked(MaskMethod.GENERALISE, -3L)).isEqualTo(-10L);
        assertThat(masking.masked(MaskMethod.TRUNCATE, "é🙂ab")).isEqualTo("é🙂a");
    }
}
