package entente.decision

import data.entente.caller
import data.entente.consents

# METADATA
# title: Nobody is signed in
objections contains {"code": "sign_in.required"} if not caller.signed_in

# METADATA
# title: The caller belongs to no partner
objections contains {"code": "partner.required"} if {
	caller.signed_in
	not caller.partner
}

# METADATA
# title: No purpose is in force, or several and none is stated
objections contains {"code": "purpose.required"} if {
	caller.partner
	not purpose_stated
}

# METADATA
# title: The owner gave the caller's partner no consent
objections contains {"code": "consent.none"} if {
	caller.partner
	count(addressed_consents) == 0
}

# METADATA
# title: A consent without the facts it needs, such as an explicit row filter, grants nothing
objections contains about("consent.malformed", consent) if {
	some consent in addressed_consents
	not sound(consent)
}

# METADATA
# title: The owner has withdrawn the consent
objections contains about("consent.withdrawn", consent) if {
	some consent in sound_consents
	consents.withdrawn(consent)
}

# METADATA
# title: The consent has ended
objections contains about("consent.expired", consent) if {
	some consent in sound_consents
	consents.expired(consent, input.now)
}

# METADATA
# title: The consent has not begun
objections contains about("consent.not_started", consent) if {
	some consent in sound_consents
	consents.not_started(consent, input.now)
}

# METADATA
# title: The consent is for other actions
objections contains about("consent.other_action", consent) if {
	some consent in sound_consents
	not covers_action(consent)
}

# METADATA
# title: The consent is for other purposes
objections contains about("consent.other_purpose", consent) if {
	purpose_stated
	some consent in sound_consents
	not covers_purpose(consent)
}

# METADATA
# title: A reason that names its consent, as far as a malformed one can be named
about(code, consent) := {"code": code, "source": consent_source(consent)} if {
	is_string(consent.id)
	is_number(consent.version)
} else := {"code": code}
