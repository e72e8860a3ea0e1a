package org.entente.catalogue;

/** The points of GDPR article 6(1), in their order: one of them makes processing lawful. */
public enum LegalBasis {
    CONSENT,
    CONTRACT,
    LEGAL_OBLIGATION,
    VITAL_INTERESTS,
    PUBLIC_TASK,
    LEGITIMATE_INTERESTS
}
