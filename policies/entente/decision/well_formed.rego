package entente.decision

import data.entente.caller

# METADATA
# title: Facts are missing or of a wrong type
prohibitions contains {"code": "input.malformed"} if not well_formed

well_formed if {
	is_number(input.now)
	caller.well_formed
	input.action in {"DISCOVER", "READ", "AGGREGATE", "EXPORT", "SUBSCRIBE"}
	is_string(input.dataset.id)
	is_string(input.dataset.owner)
	input.dataset.accessLevel in {"OPEN", "DISCOVERABLE", "HIDDEN"}
	is_array(input.dataset.fields)
	every field in input.dataset.fields { is_string(field.name) }
	is_array(input.consents)
}
