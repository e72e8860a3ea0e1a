package entente.decision

# METADATA
# title: What changed the grants, told beside what gave them
alterations contains about_rule("rule.masked", rule) if {
	some rule in applying_rules
	rule.effect == "MASK"
	some name in fields_of(rule)
	field_names[name]
}

alterations contains about_rule("rule.filtered", rule) if {
	some rule in applying_rules
	rule.effect == "FILTER"
}

alterations contains about_article("agreement.anonymised_only", clause) if {
	some clause in given_clauses
	clause.article.anonymisedOnly
	count(personal_fields) > 0
}

# METADATA
# title: The articles of the agreements that something is granted under
given_clauses := [clause | some clause in clauses; given_agreements[clause.source.id]]

given_agreements := {offer.agreement | some offer in permitted}

added_filters := sort({rule.rowFilter | some rule in applying_rules; rule.effect == "FILTER"})

removed_by_rules := masked_by("REMOVE")

# METADATA
# title: The strictest method of each field that rules mask and leave in some form
milder_masks := object.union_n([{name: method | some name in masked_by(method)} |
	some method in ["TRUNCATE", "GENERALISE", "HASH"]
])

masked_by(method) := {name |
	some rule in applying_rules
	rule.effect == "MASK"
	rule.maskMethod == method
	some name in fields_of(rule)
}
