package entente.explanation

import data.entente.decision

lines contains line(reason, reason in decision.prohibitions) if {
	some rule in decision.malformed_rules
	reason := decision.about_rule("rule.malformed", rule)
}

lines contains line(decision.about_rule("rule.other_time", rule), false) if {
	some rule in decision.sound_rules
	not decision.runs(rule)
}

lines contains line(decision.about_rule("rule.other_caller", rule), false) if {
	some rule in decision.sound_rules
	not decision.concerns_person(rule)
}

lines contains line(decision.about_rule("rule.other_purpose", rule), false) if {
	some rule in decision.sound_rules
	not decision.concerns_purpose(rule)
}

lines contains line(decision.about_rule("rule.other_action", rule), false) if {
	some rule in decision.sound_rules
	not decision.concerns_action(rule)
}

lines contains line(decision.about_rule("rule.other_dataset", rule), false) if {
	some rule in decision.sound_rules
	not decision.concerns_dataset(rule)
}

lines contains line(decision.about_rule("rule.denied", rule), true) if {
	some rule in decision.applying_rules
	rule.effect == "DENY"
}

lines contains line(reason, reason in told) if {
	some rule in decision.applying_rules
	rule.effect == "MASK"
	reason := decision.about_rule("rule.masked", rule)
}

lines contains line(reason, reason in told) if {
	some rule in decision.applying_rules
	rule.effect == "FILTER"
	reason := decision.about_rule("rule.filtered", rule)
}

told := {reason | some reason in decision.decide.reasons}

# METADATA
# title: It permits within a relationship, and there is none
lines contains line(decision.about_rule("rule.no_consent", rule), false) if {
	some rule in decision.applying_rules
	rule.effect == "PERMIT"
	not decision.rule_source(rule) in offering
}
