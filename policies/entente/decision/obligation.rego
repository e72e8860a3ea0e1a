package entente.decision

# METADATA
# title: What is asked for besides, each thing once; of the smallest groups the largest
obligations := {duty | some duty in duties; duty.kind != "MINIMUM_GROUP_SIZE"} | largest_group

largest_group := {sort(candidates)[0]} if {
	sizes := {to_number(duty.value) | some duty in duties; duty.kind == "MINIMUM_GROUP_SIZE"}
	largest := max(sizes)
	candidates := {duty | some duty in duties; duty.kind == "MINIMUM_GROUP_SIZE"; to_number(duty.value) == largest}
} else := set()

duties contains duty("MINIMUM_GROUP_SIZE", format_int(clause.article.minimumGroupSize, 10), clause.source) if {
	some clause in given_clauses
	clause.article.minimumGroupSize != null
}

duties contains duty("NO_ONWARD_SHARING", "", clause.source) if {
	some clause in given_clauses
	clause.article.noOnwardSharing
}

duties contains duty("DELETE_COPIES_AFTER", clause.article.retention, clause.source) if {
	some clause in given_clauses
	clause.article.retention != null
}

duties contains duty("NOTIFY_OWNER", "", clause.source) if {
	some clause in given_clauses
	clause.article.notifyOwner
}

duties contains duty(obligation.kind, obligation.value, rule_source(rule)) if {
	some rule in applying_rules
	acts(rule)
	some obligation in rule.obligations
}

acts(rule) if rule.effect in {"MASK", "FILTER"}

acts(rule) if {
	rule.effect == "PERMIT"
	rule_source(rule) in {offer.source | some offer in permitted}
}

duty(kind, value, source) := {"kind": kind, "value": value, "source": source}
