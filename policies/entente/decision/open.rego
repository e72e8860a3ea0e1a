package entente.decision

# METADATA
# title: Anyone may do anything with open data, its public fields alone
permissions contains {"code": "open", "grant": public_grant} if {
	input.dataset.accessLevel == "OPEN"
	not owned
}

# METADATA
# title: Anyone may know that the dataset exists
permissions contains {"code": "discoverable", "grant": public_grant} if {
	input.dataset.accessLevel == "DISCOVERABLE"
	input.action == "DISCOVER"
	not owned
}

public_grant := {
	"rowFilter": all_rows,
	"masks": [removed(field) | some field in input.dataset.fields; not public(field)],
	"source": dataset_source,
}

public(field) if field.sensitivity == "PUBLIC"

removed(field) := {"field": field.name, "method": "REMOVE"}
