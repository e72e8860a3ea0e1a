package entente.decision

# METADATA
# title: Law enforcement data go to competent authorities alone
prohibitions contains about_law("law.led.competent_authority") if {
	shared
	input.dataset.regime == "LED"
	not input.competentAuthority
}

# METADATA
# title: ... and for the purposes of law enforcement alone
prohibitions contains about_law("law.led.purpose") if {
	shared
	input.dataset.regime == "LED"
	not for_law_enforcement
}

for_law_enforcement if {
	count(input.caller.purposes) > 0
	every purpose in input.caller.purposes { purpose in law_enforcement_purposes }
}

law_enforcement_purposes := {purpose.code | some purpose in input.purposes; purpose.lawEnforcement == true}

# METADATA
# title: What the owner has not recorded, without which no personal data may be shared
unrecorded contains about_law("law.legal_basis") if not recorded("legalBasis")

unrecorded contains about_law("law.retention") if not recorded("retention")

unrecorded contains about_law("law.impact_assessment") if not recorded("impactAssessment")

# METADATA
# title: ... and without which no special categories of it
unrecorded_special contains about_law("law.special_category") if {
	not recorded("specialCategoryCondition")
}

recorded(fact) if is_string(input.dataset.law[fact])

# METADATA
# title: A grant that shows no personal data is lawful
lawful(_) if not shared

lawful(offer) if {
	not personal_unlawful(offer)
	not special_unlawful(offer)
}

personal_unlawful(offer) if {
	count(unrecorded) > 0
	shows(offer, personal_fields)
}

special_unlawful(offer) if {
	count(unrecorded_special) > 0
	shows(offer, special_fields)
}

law_objections contains reason if {
	shared
	some offer in offers
	personal_unlawful(offer)
	some reason in unrecorded
}

law_objections contains reason if {
	shared
	some offer in offers
	special_unlawful(offer)
	some reason in unrecorded_special
}

# METADATA
# title: A reason that cites the law, by the regime the data falls under
about_law(code) := {"code": code, "source": {"kind": "law", "id": citations[input.dataset.regime][code]}}

citations := {"GDPR": gdpr, "NONE": gdpr, "LED": object.union(gdpr, led)}

gdpr := {
	"secrecy.medical": "CSP art. L1110-4",
	"secrecy.judicial": "CPP art. 11",
	"secrecy.statistical": "loi 51-711 art. 6",
	"law.legal_basis": "GDPR art. 6",
	"law.retention": "GDPR art. 5(1)(e)",
	"law.impact_assessment": "GDPR art. 35",
	"law.special_category": "GDPR art. 9(2)",
	"justification.required": "GDPR art. 5(2)",
	"purpose.unknown": "GDPR art. 5(1)(b)",
}

led := {
	"law.led.competent_authority": "LED art. 3(7)",
	"law.led.purpose": "LED art. 1(1)",
	"law.legal_basis": "LED art. 8",
	"law.retention": "LED art. 5",
	"law.impact_assessment": "LED art. 27",
	"law.special_category": "LED art. 10",
	"justification.required": "LED art. 25",
	"purpose.unknown": "LED art. 4(1)(b)",
}
