package org.entente.observatory;

import java.time.Instant;
import java.util.List;

/**
 * What people, or a detector's drift, changed in how a series is scored from an instant of its observations on. They are kept for
 * ever, so that a series that is learnt anew comes to the same state; where a topology scores it they may hold some observations
 * earlier then, for how far a topology came is heard of later.
 *
 * @param number counts those of the series, from 1
 * @param after the last observation that was scored without it, null before the first
 * @param detector null for the threshold and the calendars; the model's for another one
 * @param strictness the threshold's, null for anything else
 * @param periods of the calendars, as they were read; null for anything else
 * @param model from there on; null for none, and for anything else
 */
record Adjustment(
        int series,
        int number,
        Instant after,
        Kind kind,
        DetectorKind detector,
        Integer strictness,
        List<Long> periods,
        PartnerModel model) {
    Adjustment(int series, int number, Instant after, Kind kind, DetectorKind detector, Integer strictness) {
        this(series, number, after, kind, detector, strictness, null, null);
    }

    enum Kind {
        THRESHOLD,
        SUSPENDED,
        RESUMED,
        /** The calendars are others, or say something else. */
        CALENDAR,
        /** The owner's own model is another one, or there is none any more. */
        MODEL
    }

    /** Why it was made. */
    enum Cause {
        /** Somebody said what an anomaly was. */
        LABEL,
        /** Alarms came far more often than promised. */
        DRIFT,
        /** Too few of the labelled anomalies were right. */
        PRECISION,
        STEWARD,
        /** The records of a calendar are others, or nobody may read them any more. */
        RECORDS,
        /** The model did not do what a model has to. */
        FAILED
    }

    /** Whether it holds for what is observed then. */
    boolean holdsAt(Instant at) {
        return after == null || after.isBefore(at);
    }
}
