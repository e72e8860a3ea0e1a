package org.entente.observatory;

/** What somebody who looked says of an anomaly. */
public enum AnomalyLabel {
    /** There was something. */
    TRUE,
    /** There was nothing. */
    FALSE,
    /** There was something that had been announced: it speaks neither for nor against the detector. */
    EXPECTED_EVENT
}
