package entente.decision_test

masks(change) := decide(for_rule(change)).grants[0].masks

test_rule_masks_its_fields_in_every_grant if {
	document := decide(json.patch(for_rule({"fields": ["street"], "maskMethod": "HASH"}), [
		{"op": "add", "path": "/dataset/accessLevel", "value": "OPEN"},
	]))
	every grant in document.grants {
		{"field": "street", "method": "HASH"} in grant.masks
	}
	count(document.grants) == 2
	against_rule("rule.masked")[0] in document.reasons
}

test_rule_without_fields_masks_all_of_them if {
	masks({}) == [removed("street"), removed("name"), removed("phone"), removed("district")]
}

test_rule_masks_nothing_that_the_dataset_lacks if {
	document := decide(for_rule({"fields": ["age"]}))
	document.grants[0].masks == [removed("phone"), removed("district")]
	document.reasons == because("consent.in_force")
}

test_strictest_mask_wins if {
	methods := ["TRUNCATE", "GENERALISE", "HASH", "REMOVE"]
	every weaker, first in methods {
		every stronger, second in methods {
			facts := changed("/rules", [
				object.union(rule, {"id": "a", "fields": ["street"], "maskMethod": first}),
				object.union(rule, {"id": "b", "fields": ["street"], "maskMethod": second}),
			])
			{"field": "street", "method": methods[max({weaker, stronger})]} in decide(facts).grants[0].masks
		}
	}
}

test_what_a_consent_leaves_out_stays_removed_whatever_the_mask if {
	masks({"fields": ["phone"], "maskMethod": "TRUNCATE"}) == [removed("phone"), removed("district")]
}

test_rule_narrows_every_grant if {
	filter := {"ne": {"field": "street", "value": "Rue Paradis"}}
	document := decide(json.patch(for_rule({"effect": "FILTER", "maskMethod": null, "rowFilter": filter}), [
		{"op": "add", "path": "/dataset/accessLevel", "value": "OPEN"},
	]))
	{grant.rowFilter | some grant in document.grants} == {
		{"and": [all_rows, filter]},
		{"and": [consent.rowFilter, filter]},
	}
	against_rule("rule.filtered")[0] in document.reasons
}

test_several_filters_are_joined_in_one_order if {
	one := {"exists": {"field": "street"}}
	other := {"exists": {"field": "name"}}
	facts := changed("/rules", [
	object.union(rule, {"id": id, "effect": "FILTER", "rowFilter": filter}) |
		some id, filter in {"a": one, "b": other, "c": one}
	])
	decide(facts).grants[0].rowFilter == {"and": [consent.rowFilter, other, one]}
}

test_rules_alter_the_owners_grant_only_where_named if {
	facts := own([{"op": "add", "path": "/rules", "value": [object.union(rule, {
		"partners": ["ville"],
		"fields": ["name"],
	})]}])
	decide(facts).grants[0].masks == [removed("name")]
}
