package entente.decision

# METADATA
# title: A result is governed by the strictest of its sources; what says less than they do lets nothing out
# description: |
#   Its regime and its secrecy are theirs whatever was released; its access level is, until a release gives it its own. The hub
#   keeps all three as strict as the sources are, so that this stands against an answer only where it did not.
prohibitions contains {"code": "result.not_released", "source": dataset_source} if {
	shared
	input.dataset.kind == "RESULT"
	not inherits
}

inherits if {
	count(input.dataset.derived.sources) > 0
	every source in input.dataset.derived.sources {
		ranks[input.dataset.regime] >= ranks[source.regime]
		secrecies[input.dataset.secrecy] >= secrecies[source.secrecy]
		as_hidden(source)
	}
}

as_hidden(source) if levels[input.dataset.accessLevel] >= levels[source.accessLevel]

as_hidden(_) if released

released if is_string(input.dataset.derived.release.id)

ranks := {"NONE": 0, "GDPR": 1, "LED": 2}

secrecies := {"NONE": 0, "STATISTICAL": 1, "JUDICIAL": 2, "MEDICAL": 2}

levels := {"OPEN": 0, "DISCOVERABLE": 1, "HIDDEN": 2}

# METADATA
# title: When an agreement that its sources were shared under ends, there is no answer under a release
prohibitions contains {"code": "release.frozen", "source": release_source} if {
	shared
	released
	not stands
}

stands if {
	every agreement in input.dataset.derived.release.standsOn { holds(agreement) }
}

holds(agreement) if {
	agreement.signed
	agreement.from <= input.now
	not is_over(agreement.until)
	not is_over(agreement.terminated)
}

is_over(instant) if {
	instant != null
	instant <= input.now
}

release_source := {"kind": "release", "id": input.dataset.derived.release.id}

# METADATA
# title: A release obliges to the group size that its stewards said
duties contains duty("MINIMUM_GROUP_SIZE", format_int(size, 10), release_source) if {
	shared
	released
	count(permitted) > 0
	size := input.dataset.derived.release.minimumGroupSize
	size != null
}
