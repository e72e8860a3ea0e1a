package entente.explanation

import data.entente.decision

# METADATA
# title: A line of the law stood against it, or would have
lines contains line(failing, failing in standing) if some failing in failing_law

# METADATA
# title: A line of the law is respected, so that it stood against nothing
lines contains {"code": "law.respected", "held": false, "source": concerned.source} if {
	some concerned in concerned_law
	not concerned in failing_law
}

standing := decision.prohibitions | decision.law_objections

failing_law := ((concerned_law & decision.prohibitions) | unrecorded) | unjustified

unrecorded := concerned_law & (decision.unrecorded | decision.unrecorded_special)

unjustified := concerned_law & {decision.about_law("justification.required") |
	some offer in decision.offers
	not decision.justified(offer)
}

# METADATA
# title: The lines of the law that concern such data, such an action and such a caller
concerned_law := {decision.about_law(code) | some code in concerned_codes}

concerned_codes contains secrecies[input.dataset.secrecy] if decision.shared

secrecies := {
	"MEDICAL": "secrecy.medical",
	"JUDICIAL": "secrecy.judicial",
	"STATISTICAL": "secrecy.statistical",
}

concerned_codes contains code if {
	decision.shared
	input.dataset.regime == "LED"
	some code in {"law.led.competent_authority", "law.led.purpose"}
}

concerned_codes contains code if {
	decision.shared
	count(decision.personal_fields) > 0
	some code in {"law.legal_basis", "law.retention", "law.impact_assessment"}
}

concerned_codes contains "law.special_category" if {
	decision.shared
	count(decision.special_fields) > 0
}

concerned_codes contains "justification.required" if {
	decision.reads
	input.dataset.regime == "LED"
}

concerned_codes contains "justification.required" if {
	decision.reads
	count(decision.special_fields) > 0
}
