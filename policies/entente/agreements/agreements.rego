# METADATA
# title: Which agreements are in force
# description: The same for one dataset and for lists; articles do not matter here
# schemas:
#   - input: schema.input
package entente.agreements

# METADATA
# title: The ids of the agreements in force
# description: What stands against one version of an agreement stands against its id, so that two of them never help
in_force := {agreement.id | some agreement in input.agreements} - {objection.source.id | some objection in objections}

sound := [agreement | some agreement in input.agreements; well_formed(agreement)]

well_formed(agreement) if {
	is_string(agreement.id)
	is_number(agreement.version)
	is_boolean(agreement.signed)
	is_number(agreement.from)
	number_or_null(agreement.until)
	number_or_null(agreement.terminated)
	is_array(agreement.articles)
}

# METADATA
# title: An agreement that lacks a fact grants nothing
objections contains {"code": "agreement.malformed", "source": {"kind": "agreement", "id": agreement.id}} if {
	count(sound) < count(input.agreements)
	some agreement in input.agreements
	is_string(agreement.id)
	not well_formed(agreement)
}

# METADATA
# title: Not all of its parties have signed it
objections contains about("agreement.not_signed", agreement) if {
	some agreement in sound
	not agreement.signed
}

objections contains about("agreement.not_started", agreement) if {
	some agreement in sound
	input.now < agreement.from
}

objections contains about("agreement.ended", agreement) if {
	some agreement in sound
	agreement.until != null
	agreement.until <= input.now
}

# METADATA
# title: A party has terminated it, and the notice is over
objections contains about("agreement.terminated", agreement) if {
	some agreement in sound
	agreement.terminated != null
	agreement.terminated <= input.now
}

about(code, agreement) := {"code": code, "source": source(agreement)}

source(agreement) := {"kind": "agreement", "id": agreement.id, "version": agreement.version}

number_or_null(value) if is_number(value)

number_or_null(null)
