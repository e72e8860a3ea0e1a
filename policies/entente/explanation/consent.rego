package entente.explanation

import data.entente.decision

lines contains line(objection, false) if some objection in decision.consent_objections

# METADATA
# title: A consent that stands, and yet grants nothing for another reason
lines contains {"code": "consent.in_force", "held": false, "source": source} if {
	some consent in decision.sound_consents
	source := decision.consent_source(consent)
	not source in offering
	not source in objected
}

offering := {offer.source | some offer in decision.offers}

objected := {objection.source | some objection in decision.consent_objections}
