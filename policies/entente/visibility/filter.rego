# METADATA
# title: Which datasets a caller may know of
# description: One decision for a whole list, given as a filter over the datasets' attributes
# schemas:
#   - input: schema.visibility
package entente.visibility

import data.entente.agreements
import data.entente.caller
import data.entente.consents

# METADATA
# title: The filter
# description: |
#   Facts that are missing or of a wrong type let nothing be seen. Sets that grow with the facts are looked into by their
#   keys, here and for one dataset: `in` walks them when it is compiled to WebAssembly.
# entrypoint: true
filter := {"filter": {"or": array.concat(array.concat(public, own), hidden)}} if {
	well_formed
} else := {"filter": {"or": []}}

well_formed if {
	is_number(input.now)
	caller.well_formed
	is_array(input.agreements)
	is_array(input.consents)
}

public := [{"in": {"field": "accessLevel", "values": ["DISCOVERABLE", "OPEN"]}}]

# METADATA
# title: The owner's own users see all of it
own := [{"eq": {"field": "owner", "value": caller.partner}}] if {
	caller.partner
	caller.handles_own_data
} else := []

# METADATA
# title: A consent in force under an agreement in force, for one of the caller's purposes, lets its hidden datasets be known
hidden := [{"in": {"field": "id", "values": sort(consented)}}] if {
	count(consented) > 0
} else := []

consented contains dataset if {
	some consent in input.consents
	consent.consumer == caller.partner
	consents.well_formed(consent)
	consents.in_force(consent, input.now)
	agreements.in_force[consent.agreement]
	some purpose in consent.purposes
	caller.known_purposes[purpose]
	some dataset in consent.datasets
}
