package entente.decision

import data.entente.caller
import data.entente.consents
import data.entente.rules

# METADATA
# title: A consent in force permits; each is a grant of its own, never merged with another
offers contains offer if {
	some consent in held_consents
	covers_action(consent)
	covers_purpose(consent)
	offer := {
		"code": "consent.in_force",
		"rowFilter": consent.rowFilter,
		"removed": not_offered(consent.fields, consent.agreement),
		"source": consent_source(consent),
		"agreement": consent.agreement,
	}
}

# METADATA
# title: The consents of the owner, in force under agreements that allow what is asked
held_consents := [consent |
	not owned
	purpose_stated
	some consent in addressed_consents
	consents.in_force(consent, input.now)
	allowing_agreements[consent.agreement]
	sound(consent)
]

# METADATA
# title: The consents the owner of this dataset gave to the caller's partner
addressed_consents := [consent |
	partner := caller.partner
	some consent in input.consents
	consent.consumer == partner
	consent.owner == input.dataset.owner
]

sound_consents := [consent | some consent in addressed_consents; sound(consent)]

sound(consent) if {
	consents.well_formed(consent)
	is_array(consent.actions)
	is_array(consent.fields)
	rules.explicit(consent.rowFilter)
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
	some purpose in consent.purposes
	caller.known_purposes[purpose]
}

# METADATA
# title: The fields outside those given, and all that the agreement wants anonymised
# description: |
#   The public fields of open data stay: a consent must not take what anyone may see, or its holder could no longer
#   filter on them.
not_offered(fields, agreement) := ((field_names - {name | some name in fields}) - openly_public) | anonymised(agreement)

openly_public := public_fields if {
	input.dataset.accessLevel == "OPEN"
} else := set()

consent_source(consent) := {"kind": "consent", "id": consent.id, "version": consent.version}
