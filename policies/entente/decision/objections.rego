package entente.decision

import data.entente.agreements
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
# title: The purpose tree in force does not know the purpose
objections contains about_law("purpose.unknown") if {
	purpose_stated
	count(caller.known_purposes) == 0
}

# METADATA
# title: The owner gave the caller's partner no consent
objections contains {"code": "consent.none"} if {
	caller.partner
	count(addressed_consents) == 0
}

objections contains objection if some objection in consent_objections

objections contains objection if {
	some objection in (agreements.objections | article_objections)
	consented_agreements[objection.source.id]
}

consented_agreements := {consent.agreement | some consent in sound_consents}

# METADATA
# title: A consent without the facts it needs, such as an explicit row filter, grants nothing
consent_objections contains about("consent.malformed", consent) if {
	some consent in addressed_consents
	not sound(consent)
}

# METADATA
# title: The owner has withdrawn the consent
consent_objections contains about("consent.withdrawn", consent) if {
	some consent in sound_consents
	consents.withdrawn(consent)
}

# METADATA
# title: The consent has ended
consent_objections contains about("consent.expired", consent) if {
	some consent in sound_consents
	consents.expired(consent, input.now)
}

# METADATA
# title: The consent has not begun
consent_objections contains about("consent.not_started", consent) if {
	some consent in sound_consents
	consents.not_started(consent, input.now)
}

# METADATA
# title: The consent is for other actions
consent_objections contains about("consent.other_action", consent) if {
	some consent in sound_consents
	not covers_action(consent)
}

# METADATA
# title: The consent is for other purposes
consent_objections contains about("consent.other_purpose", consent) if {
	purpose_stated
	some consent in sound_consents
	not names_purpose(consent)
}

names_purpose(consent) if {
	some purpose in consent.purposes
	purpose in input.caller.purposes
}

# METADATA
# title: The agreement that a consent stands under does not exist
consent_objections contains about("agreement.missing", consent) if {
	known := {agreement.id | some agreement in input.agreements}
	some consent in sound_consents
	not known[consent.agreement]
}

# METADATA
# title: A reason that names its consent, as far as a malformed one can be named
about(code, consent) := {"code": code, "source": consent_source(consent)} if {
	is_string(consent.id)
	is_number(consent.version)
} else := {"code": code}
