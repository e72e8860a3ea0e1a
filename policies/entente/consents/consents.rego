# METADATA
# title: When a consent stands
# description: Each question is asked of a consent that is well formed; of another one the answer means nothing
package entente.consents

well_formed(consent) if {
	is_string(consent.id)
	is_number(consent.version)
	is_string(consent.agreement)
	is_array(consent.purposes)
	is_number(consent.from)
	number_or_null(consent.until)
	number_or_null(consent.withdrawn)
}

# METADATA
# title: The instant does not matter
# description: A withdrawal acts at once, so that clocks which disagree never keep a withdrawn consent alive
withdrawn(consent) if consent.withdrawn != null

not_started(consent, now) if now < consent.from

expired(consent, now) if {
	consent.until != null
	consent.until <= now
}

in_force(consent, now) if {
	not withdrawn(consent)
	not not_started(consent, now)
	not expired(consent, now)
}

number_or_null(value) if is_number(value)

number_or_null(null)
