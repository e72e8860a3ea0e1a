package org.entente.policy;

/** Where a dataset's records come from. */
public enum DatasetKind {
    SOURCE,
    /** Computed by the hub from other datasets. */
    RESULT
}
