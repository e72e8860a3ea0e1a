package org.entente.observatory;

import org.entente.records.RecordPeriods.Asked;

/** A dataset by whose records a series is scored. */
record SeriesCalendar(CalendarKind kind, Asked asked) {}
