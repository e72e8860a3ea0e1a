package entente.decision

import data.entente.caller
import data.entente.consents

# METADATA
# title: A consent in force permits; each is a grant of its own, never merged with another
permissions contains {"code": "consent.in_force", "grant": grant} if {
	not owned
	purpose_stated
	some consent in sound_consents
	consents.in_force(consent, input.now)
	covers_action(consent)
	covers_purpose(consent)
	grant := {"rowFilter": consent.rowFilter, "masks": consent_masks(consent), "source": consent_source(consent)}
}

# METADATA
# title: The consents the owner of this dataset gave to the caller's partner
addressed_consents := [consent |
	some consent in input.consents
	consent.consumer == caller.partner
	consent.owner == input.dataset.owner
]

sound_consents := [consent | some consent in addressed_consents; sound(consent)]

sound(consent) if {
	consents.well_formed(consent)
	is_array(consent.actions)
	is_array(consent.fields)
	explicit(consent.rowFilter)
}

# METADATA
# title: A row filter says what it selects, "all rows" too
explicit(filter) if {
	count(filter) == 1
	some operator, _ in filter
	operator in {
		"and", "or", "not", "eq", "ne", "lt", "le", "gt", "ge",
		"in", "exists", "prefix", "inArea", "interval",
	}
}

# METADATA
# title: Knowing of a dataset comes with any of its consents, and with any of the caller's purposes
purpose_stated if {
	input.action == "DISCOVER"
	count(input.caller.purposes) > 0
}

purpose_stated if count(input.caller.purposes) == 1

covers_action(_) if input.action == "DISCOVER"

covers_action(consent) if input.action in consent.actions

covers_purpose(consent) if {
	some purpose in input.caller.purposes
	purpose in consent.purposes
}

# METADATA
# title: Fields outside the consent are removed
# description: |
#   The public fields of open data stay: a consent must not take what anyone may see, or its holder could no longer
#   filter on them.
consent_masks(consent) := [removed(field) |
	shown := {name | some name in consent.fields}
	some field in input.dataset.fields
	not field.name in shown
	not openly_public(field)
]

openly_public(field) if {
	input.dataset.accessLevel == "OPEN"
	public(field)
}

consent_source(consent) := {"kind": "consent", "id": consent.id, "version": consent.version}
