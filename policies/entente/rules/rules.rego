# METADATA
# title: What an access rule must say
package entente.rules

facts := {
	"id", "version", "effect", "datasets", "themes", "sensitivities", "regimes", "partners", "roles", "purposes",
	"actions", "fields", "maskMethod", "rowFilter", "obligations", "from", "until",
}

selectors := ["datasets", "themes", "sensitivities", "regimes", "partners", "roles", "purposes", "actions", "fields"]

# METADATA
# title: A rule is understood to its last fact
# description: A selector that cannot be read might select nothing, so that a rule with one must not pass for sound
well_formed(rule) if {
	object.keys(rule) == facts
	is_string(rule.id)
	is_number(rule.version)
	every selector in selectors { texts_or_null(rule[selector]) }
	says_what_it_does(rule)
	is_array(rule.obligations)
	every obligation in rule.obligations { obligation_well_formed(obligation) }
	number_or_null(rule.from)
	number_or_null(rule.until)
}

says_what_it_does(rule) if rule.effect == "DENY"

says_what_it_does(rule) if {
	rule.effect == "MASK"
	rule.maskMethod in {"REMOVE", "HASH", "GENERALISE", "TRUNCATE"}
}

says_what_it_does(rule) if {
	rule.effect in {"PERMIT", "FILTER"}
	explicit(rule.rowFilter)
}

operators := {
	"and", "or", "not", "eq", "ne", "lt", "le", "gt", "ge",
	"in", "exists", "prefix", "inArea", "interval",
}

# METADATA
# title: A row filter says what it selects, "all rows" too
explicit(filter) if {
	count(filter) == 1
	some operator, _ in filter
	operator in operators
}

obligation_well_formed(obligation) if {
	obligation.kind in {"NO_ONWARD_SHARING", "DELETE_COPIES_AFTER", "NOTIFY_OWNER"}
	is_string(obligation.value)
}

obligation_well_formed(obligation) if {
	obligation.kind == "MINIMUM_GROUP_SIZE"
	is_string(obligation.value)
	to_number(obligation.value) >= 1
}

texts_or_null(null)

texts_or_null(values) if {
	is_array(values)
	every value in values { is_string(value) }
}

number_or_null(value) if is_number(value)

number_or_null(null)
