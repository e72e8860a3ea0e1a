# METADATA
# title: Who asks
# description: Facts about the caller, the same for one dataset and for lists
# schemas:
#   - input: schema.input
package entente.caller

# METADATA
# title: The caller's facts have the types the other rules rely on
# description: In Rego any string exceeds any number and null equals null, so that types are checked before values
well_formed if {
	text_or_null(input.caller.subject)
	text_or_null(input.caller.partner)
	is_array(input.caller.roles)
	is_array(input.caller.purposes)
	is_array(input.purposes)
}

signed_in if input.caller.subject != null

# METADATA
# title: The partner the caller acts for; undefined for citizens
partner := input.caller.partner if {
	signed_in
	input.caller.partner != null
}

# METADATA
# title: The caller handles their partner's own data
handles_own_data if {
	some role in input.caller.roles
	role in {"data-steward", "partner-agent"}
}

# METADATA
# title: The caller's purposes that the purpose tree in force knows
known_purposes := {code | some code in input.caller.purposes} & {purpose.code | some purpose in input.purposes}

text_or_null(value) if is_string(value)

text_or_null(null)
