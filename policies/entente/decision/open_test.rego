package entente.decision_test

dataset_source := {"kind": "dataset", "id": "dataset-1"}

public_grant := {"rowFilter": all_rows, "masks": [removed("name"), removed("phone")], "source": dataset_source}

anonymous(access_level, action) := json.patch(request, [
	{"op": "add", "path": "/caller", "value": citizen},
	{"op": "add", "path": "/dataset/accessLevel", "value": access_level},
	{"op": "add", "path": "/action", "value": action},
	{"op": "add", "path": "/consents", "value": []},
])

test_open_data_is_for_anyone_and_any_action if {
	every action in ["DISCOVER", "READ", "AGGREGATE", "EXPORT", "SUBSCRIBE"] {
		decide(anonymous("OPEN", action)) == {
			"outcome": "PERMIT",
			"grants": [public_grant],
			"reasons": [{"code": "open", "source": dataset_source}],
			"obligations": [],
		}
	}
}

test_anyone_may_know_of_discoverable_data if {
	document := decide(anonymous("DISCOVERABLE", "DISCOVER"))
	document.grants == [public_grant]
	document.reasons == [{"code": "discoverable", "source": dataset_source}]
}

test_records_of_discoverable_data_need_a_grant if {
	every action in ["READ", "AGGREGATE", "EXPORT", "SUBSCRIBE"] {
		denied_because(anonymous("DISCOVERABLE", action), [{"code": "sign_in.required"}])
	}
}

test_hidden_data_is_unknown_to_citizens if {
	denied_because(anonymous("HIDDEN", "DISCOVER"), [{"code": "sign_in.required"}])
}

test_consent_adds_to_open_data_and_takes_nothing_from_it if {
	decide(changed("/dataset/accessLevel", "OPEN")).grants == [
		public_grant,
		{"rowFilter": consent.rowFilter, "masks": [removed("phone")], "source": consent_source},
	]
}
