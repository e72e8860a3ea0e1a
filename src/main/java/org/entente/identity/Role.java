package org.entente.identity;

/** The realm's roles. {@link #STEWARD} acts for the data of their own partner. */
public enum Role {
    AGENT(Role.PARTNER_AGENT),
    STEWARD(Role.DATA_STEWARD),
    AUDITOR(Role.AUDITOR_ROLE),
    OPERATOR(Role.OPERATOR_ROLE);

    public static final String PARTNER_AGENT = "partner-agent";
    public static final String DATA_STEWARD = "data-steward";
    public static final String AUDITOR_ROLE = "auditor";
    public static final String OPERATOR_ROLE = "operator";

    public final String code;

    Role(String code) {
        this.code = code;
    }
}
