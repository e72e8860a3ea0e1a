package entente.decision

# METADATA
# title: Anyone may do anything with open data, its public fields alone
offers contains public_offer("open") if {
	input.dataset.accessLevel == "OPEN"
	not owned
}

# METADATA
# title: Anyone may know that the dataset exists
offers contains public_offer("discoverable") if {
	input.dataset.accessLevel == "DISCOVERABLE"
	input.action == "DISCOVER"
	not owned
}

public_offer(code) := {
	"code": code,
	"rowFilter": all_rows,
	"removed": field_names - public_fields,
	"source": dataset_source,
	"agreement": null,
}

public_fields := {field.name | some field in input.dataset.fields; field.sensitivity == "PUBLIC"}
