package entente.decision

import data.entente.caller

prohibitions contains reason if some reason in malformed

# METADATA
# title: Facts are missing or of a wrong type
malformed := set() if {
	well_formed
} else := {{"code": "input.malformed"}}

well_formed if {
	is_number(input.now)
	caller.well_formed
	is_boolean(input.competentAuthority)
	input.action in {"DISCOVER", "READ", "AGGREGATE", "EXPORT", "SUBSCRIBE"}
	dataset_well_formed
	is_array(input.agreements)
	is_array(input.consents)
	is_array(input.rules)
}

dataset_well_formed if {
	is_string(input.dataset.id)
	is_string(input.dataset.owner)
	input.dataset.accessLevel in {"OPEN", "DISCOVERABLE", "HIDDEN"}
	input.dataset.regime in {"GDPR", "LED", "NONE"}
	input.dataset.secrecy in {"MEDICAL", "JUDICIAL", "STATISTICAL", "NONE"}
	is_array(input.dataset.themes)
	every theme in input.dataset.themes { is_string(theme) }
	is_array(input.dataset.fields)
	every field in input.dataset.fields { field_well_formed(field) }
}

field_well_formed(field) if {
	is_string(field.name)
	field.sensitivity in known_sensitivities
}

known_sensitivities := {"PUBLIC", "INTERNAL", "PERSONAL", "SPECIAL_CATEGORY", "IDENTIFIER"}
