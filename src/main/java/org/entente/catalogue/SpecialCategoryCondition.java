package org.entente.catalogue;

/** The points of GDPR article 9(2), in their order: one of them lifts the prohibition of processing special categories. */
public enum SpecialCategoryCondition {
    EXPLICIT_CONSENT,
    EMPLOYMENT_AND_SOCIAL_PROTECTION,
    VITAL_INTERESTS,
    NON_PROFIT_BODY,
    MADE_PUBLIC,
    LEGAL_CLAIMS,
    SUBSTANTIAL_PUBLIC_INTEREST,
    HEALTH_CARE,
    PUBLIC_HEALTH,
    ARCHIVING_RESEARCH_STATISTICS
}
