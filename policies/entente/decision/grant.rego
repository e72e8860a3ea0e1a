package entente.decision

# METADATA
# title: An offer as it is granted, once rules have masked and narrowed it
grant(offer) := {
	"rowFilter": narrowed(offer.rowFilter),
	"masks": array.concat(
		[{"field": field.name, "method": "REMOVE"} | some field in input.dataset.fields; not_shown[field.name]],
		[{"field": field.name, "method": method} |
			some field in input.dataset.fields
			not not_shown[field.name]
			method := milder_masks[field.name]
		],
	),
	"source": offer.source,
} if {
	not_shown := offer.removed | removed_by_rules
}

narrowed(row_filter) := row_filter if {
	count(added_filters) == 0
} else := {"and": array.concat([row_filter], added_filters)}

field_names := {field.name | some field in input.dataset.fields}

# METADATA
# title: What counts as personal data
# description: Pseudonymised data is personal data (GDPR art. 4(5)), so that of all masks only `REMOVE` takes it away
personal_fields := {field.name | some field in input.dataset.fields; field.sensitivity in personal}

personal := {"PERSONAL", "SPECIAL_CATEGORY", "IDENTIFIER"}

special_fields := {field.name | some field in input.dataset.fields; field.sensitivity == "SPECIAL_CATEGORY"}

shows(offer, names) if count((names - offer.removed) - removed_by_rules) > 0
