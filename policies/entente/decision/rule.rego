package entente.decision

import data.entente.caller
import data.entente.rules

# METADATA
# title: The rules that concern the request
# description: None of them keeps a dataset from being known
applying_rules := [rule |
	input.action != "DISCOVER"
	some rule in sound_rules
	concerns(rule)
]

sound_rules := [rule | some rule in input.rules; rules.well_formed(rule)]

concerns(rule) if {
	runs(rule)
	concerns_action(rule)
	concerns_purpose(rule)
	concerns_person(rule)
	concerns_dataset(rule)
}

runs(rule) if {
	not input.now < rule.from
	not ended(rule)
}

ended(rule) if {
	rule.until != null
	rule.until <= input.now
}

concerns_action(rule) if {
	input.action != "DISCOVER"
	selects(rule.actions, {input.action})
}

concerns_purpose(rule) if selects(rule.purposes, caller_purposes)

concerns_person(rule) if {
	concerns_partner(rule)
	selects(rule.roles, caller_roles)
}

# METADATA
# title: The owner's own users only where they are named
concerns_partner(rule) if {
	owned
	input.dataset.owner in rule.partners
}

concerns_partner(rule) if {
	not owned
	selects(rule.partners, caller_partner)
}

concerns_dataset(rule) if {
	selects(rule.datasets, {input.dataset.id})
	selects(rule.regimes, {input.dataset.regime})
	selects(rule.themes, themes)
	selects(rule.sensitivities, sensitivities)
}

caller_roles := {role | some role in input.caller.roles}

caller_purposes := {purpose | some purpose in input.caller.purposes}

# METADATA
# title: None for citizens
caller_partner := {partner | partner := caller.partner}

themes := {theme | some theme in input.dataset.themes}

sensitivities := {field.sensitivity | some field in input.dataset.fields}

# METADATA
# title: A selector that is null selects everything
selects(null, _)

selects(selector, values) if {
	some value in selector
	value in values
}

prohibitions contains about_rule("rule.denied", rule) if {
	some rule in applying_rules
	rule.effect == "DENY"
}

# METADATA
# title: A rule that cannot be read may be one that denies
prohibitions contains about_rule("rule.malformed", rule) if {
	input.action != "DISCOVER"
	some rule in malformed_rules
	not is_permit(rule)
}

# METADATA
# title: Counted first, because there are hardly ever any
malformed_rules := [] if {
	count(sound_rules) == count(input.rules)
} else := [rule | some rule in input.rules; not rules.well_formed(rule)]

is_permit(rule) if rule.effect == "PERMIT"

# METADATA
# title: One more grant within a relationship
# description: |
#   It widens purposes, actions, fields and rows for who holds a consent in force, under that consent's agreement: without
#   an agreement a rule gives nothing.
offers contains offer if {
	some consent in held_consents
	count(caller.known_purposes) > 0
	some rule in applying_rules
	rule.effect == "PERMIT"
	offer := {
		"code": "rule.permitted",
		"rowFilter": rule.rowFilter,
		"removed": not_offered(fields_of(rule), consent.agreement),
		"source": rule_source(rule),
		"agreement": consent.agreement,
	}
}

fields_of(rule) := field_names if {
	rule.fields == null
} else := rule.fields

# METADATA
# title: A reason that names its rule, as far as a malformed one can be named
about_rule(code, rule) := {"code": code, "source": rule_source(rule)} if {
	is_string(rule.id)
	is_number(rule.version)
} else := {"code": code}

rule_source(rule) := {"kind": "rule", "id": rule.id, "version": rule.version}
