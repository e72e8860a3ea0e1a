package entente.explanation

import data.entente.agreements
import data.entente.decision

lines contains line(objection, false) if {
	some objection in agreements.objections
	objection.source.id in decision.consented_agreements
}

lines contains line(agreements.about("agreement.in_force", agreement), agreement.id in carrying) if {
	some agreement in agreements.sound
	agreement.id in decision.consented_agreements
	agreement.id in agreements.in_force
}

# METADATA
# title: The agreements that something is granted under
carrying contains agreement if {
	permits
	some agreement in decision.given_agreements
}

lines contains line(objection, objection.source.id in agreements.in_force) if {
	some objection in decision.article_objections
	objection.source.id in decision.consented_agreements
}

lines contains line(decision.about_article("agreement.respected", clause), false) if {
	some clause in decision.clauses
	clause.source.id in decision.consented_agreements
	not clause.source in objecting_articles
}

objecting_articles := {objection.source | some objection in decision.article_objections}

lines contains line(decision.about_article("agreement.anonymised_only", clause), clause.source.id in carrying) if {
	some clause in decision.clauses
	clause.source.id in decision.consented_agreements
	clause.article.anonymisedOnly
}

lines contains {"code": "agreement.obliges", "held": duty in decision.decide.obligations, "source": duty.source} if {
	some duty in decision.duties
	duty.source.kind == "agreement"
}
