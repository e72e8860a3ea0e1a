package org.entente.observatory;

/** Why a series that was permitted is not shown as it was asked for; worded in {@code messages/reasons_*.properties}. */
public enum SeriesReason {
    /** No grant's row filter and masks are over what a series has. */
    NOT_MAPPED("series.not_mapped"),
    /** Of personal data only cells of the published cube are given. */
    PERSONAL("series.personal"),
    /** Only the dataset's owner adds to its series. */
    OWNER_REQUIRED("owner.required"),
    /** Who may only aggregate asked for another interval than the one that there is. */
    WHOLE_INTERVALS("series.whole_intervals");

    private final String code;

    SeriesReason(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
