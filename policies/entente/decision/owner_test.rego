package entente.decision_test

own(changes) := json.patch(request, array.concat(
	[
		{"op": "add", "path": "/caller/partner", "value": "ville"},
		{"op": "add", "path": "/caller/purposes", "value": []},
		{"op": "add", "path": "/consents", "value": []},
	],
	changes,
))

owner_document := {
	"outcome": "PERMIT",
	"grants": [{"rowFilter": all_rows, "masks": [], "source": dataset_source}],
	"reasons": [{"code": "owner", "source": dataset_source}],
	"obligations": [],
}

test_owners_do_all_without_masks_or_purpose if {
	every action in ["DISCOVER", "READ", "AGGREGATE", "EXPORT", "SUBSCRIBE"] {
		decide(own([{"op": "add", "path": "/action", "value": action}])) == owner_document
	}
}

test_stewards_are_the_owners_users_too if {
	decide(own([{"op": "add", "path": "/caller/roles", "value": ["data-steward"]}])) == owner_document
}

test_the_owners_grant_stands_alone if {
	every access_level in ["OPEN", "DISCOVERABLE", "HIDDEN"] {
		decide(own([
			{"op": "add", "path": "/action", "value": "DISCOVER"},
			{"op": "add", "path": "/caller/purposes", "value": ["health-service"]},
			{"op": "add", "path": "/dataset/accessLevel", "value": access_level},
			{"op": "add", "path": "/consents", "value": [object.union(consent, {"consumer": "ville"})]},
		])) == owner_document
	}
}

test_other_roles_of_the_owner_do_not_own if {
	every roles in [[], ["auditor"], ["operator"]] {
		facts := own([{"op": "add", "path": "/caller/roles", "value": roles}])
		denied_because(facts, [{"code": "consent.none"}, {"code": "purpose.required"}])
	}
}

test_nobody_signed_in_owns_nothing if {
	facts := own([{"op": "add", "path": "/caller/subject", "value": null}])
	denied_because(facts, [{"code": "sign_in.required"}])
}
