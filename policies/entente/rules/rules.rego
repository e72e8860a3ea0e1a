# METADATA
# title: What an access rule must say
package entente.rules

# METADATA
# title: A rule is understood to its last fact
# description: |
#   It has these seventeen facts and no other. A selector that cannot be read might select nothing, so that a rule with one
#   must not pass for sound.
well_formed(rule) if {
	count(rule) == 17
	is_string(rule.id)
	is_number(rule.version)
	says_whom_it_concerns(rule)
	text_or_null(rule.maskMethod)
	object_or_null(rule.rowFilter)
	says_what_it_does(rule)
	is_array(rule.obligations)
	every obligation in rule.obligations { obligation_well_formed(obligation) }
	number_or_null(rule.from)
	number_or_null(rule.until)
}

says_whom_it_concerns(rule) if {
	texts_or_null(rule.datasets)
	texts_or_null(rule.themes)
	texts_or_null(rule.sensitivities)
	texts_or_null(rule.regimes)
	texts_or_null(rule.partners)
	texts_or_null(rule.roles)
	texts_or_null(rule.purposes)
	texts_or_null(rule.actions)
	texts_or_null(rule.fields)
}

says_what_it_does(rule) if rule.effect == "DENY"

says_what_it_does(rule) if {
	rule.effect == "MASK"
	rule.maskMethod in methods
}

says_what_it_does(rule) if {
	rule.effect in {"PERMIT", "FILTER"}
	explicit(rule.rowFilter)
}

methods := {"REMOVE", "HASH", "GENERALISE", "TRUNCATE"}

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
	obligation.kind in told_obligations
	is_string(obligation.value)
}

obligation_well_formed(obligation) if {
	obligation.kind == "MINIMUM_GROUP_SIZE"
	is_string(obligation.value)
	to_number(obligation.value) >= 1
}

told_obligations := {"NO_ONWARD_SHARING", "DELETE_COPIES_AFTER", "NOTIFY_OWNER"}

texts_or_null(null)

texts_or_null(values) if {
	is_array(values)
	every value in values { is_string(value) }
}

text_or_null(value) if is_string(value)

text_or_null(null)

object_or_null(value) if is_object(value)

object_or_null(null)

number_or_null(value) if is_number(value)

number_or_null(null)
