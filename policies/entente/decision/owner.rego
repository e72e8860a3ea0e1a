package entente.decision

import data.entente.caller

# METADATA
# title: The owner's own users may do all with their own data, without a purpose
# description: |
#   This grant stands alone: a field may be filtered on only if every grant shows it, so that a narrower grant beside it
#   would take from the owner.
offers contains offer if {
	owned
	offer := {
		"code": "owner",
		"rowFilter": all_rows,
		"removed": set(),
		"source": dataset_source,
		"agreement": null,
	}
}

owned if {
	caller.partner == input.dataset.owner
	caller.handles_own_data
}
