package org.entente.observatory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.entente.kernel.Point;

/**
 * A sensor's or indicator's time series, as it was registered.
 *
 * @param number what its observations bear in the database
 * @param lateness how long after a newer observation an older one may still come
 * @param areas that the place lies in, null without a place
 * @param keys by the positions of the dataset's fields
 * @param least what can be measured, and {@code greatest}
 * @param withShape whether breaks within the usual range are looked for too
 * @param newest the latest observation's instant, null before the first
 * @param watermark until when nothing can be overtaken any more, null before the first observation
 * @param indicator what of records it is computed from; null for one that is not
 * @param comparison what of other series it is computed from; null for one that is not
 * @param comparedBy the series of its departures from its neighbours, null where it has none
 */
record Series(
        UUID id,
        int number,
        UUID dataset,
        String measure,
        String unit,
        Duration frequency,
        Duration lateness,
        Point place,
        List<String> areas,
        List<String> keys,
        double least,
        double greatest,
        boolean withShape,
        Instant newest,
        Instant watermark,
        Indicator indicator,
        Comparison comparison,
        UUID comparedBy) {

    /** The fields that it is computed of; null for one whose observations are appended. */
    List<String> uses() {
        if (indicator != null) {
            return indicator.uses();
        }
        return comparison == null ? null : comparison.uses();
    }

    /** Whether it is of a sensor's departures from its neighbours. */
    boolean isComparing() {
        return comparison != null && comparison.of() != null;
    }

    Series at(Instant newNewest, Instant newWatermark) {
        return new Series(
                id,
                number,
                dataset,
                measure,
                unit,
                frequency,
                lateness,
                place,
                areas,
                keys,
                least,
                greatest,
                withShape,
                newNewest,
                newWatermark,
                indicator,
                comparison,
                comparedBy);
    }
}
