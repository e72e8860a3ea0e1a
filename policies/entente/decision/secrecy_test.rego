package entente.decision_test

everything := ["READ", "AGGREGATE", "EXPORT", "SUBSCRIBE"]

secret(secrecy, action) := json.patch(for_dataset({"secrecy": secrecy}), [
	{"op": "add", "path": "/action", "value": action},
	{"op": "add", "path": "/consents/0/actions", "value": everything},
])

test_medical_secrecy_lets_nothing_out if {
	every action in everything {
		denied_because(secret("MEDICAL", action), law("secrecy.medical", "CSP art. L1110-4"))
	}
}

test_judicial_secrecy_lets_nothing_out if {
	every action in everything {
		denied_because(secret("JUDICIAL", action), law("secrecy.judicial", "CPP art. 11"))
	}
}

test_statistical_secrecy_lets_aggregates_out_alone if {
	every action in ["READ", "EXPORT", "SUBSCRIBE"] {
		denied_because(secret("STATISTICAL", action), law("secrecy.statistical", "loi 51-711 art. 6"))
	}
	decide(secret("STATISTICAL", "AGGREGATE")).outcome == "PERMIT"
}

test_no_rule_lifts_a_secrecy if {
	facts := json.patch(secret("MEDICAL", "READ"), [{"op": "add", "path": "/rules", "value": [object.union(rule, permits)]}])
	denied_because(facts, law("secrecy.medical", "CSP art. L1110-4"))
}

test_secrecy_keeps_open_data_in_too if {
	facts := json.patch(anonymous("OPEN", "READ"), [{"op": "add", "path": "/dataset/secrecy", "value": "MEDICAL"}])
	denied_because(facts, law("secrecy.medical", "CSP art. L1110-4"))
}

test_secrecy_and_law_keep_no_dataset_from_being_known if {
	every change in [{"secrecy": "MEDICAL"}, {"secrecy": "STATISTICAL"}, {"regime": "LED"}, {"law": null}] {
		facts := json.patch(for_dataset(change), [{"op": "add", "path": "/action", "value": "DISCOVER"}])
		decide(facts).reasons == because("consent.in_force")
	}
}

test_secrecy_and_law_bind_no_owner if {
	every change in [{"secrecy": "MEDICAL"}, {"secrecy": "STATISTICAL"}, {"law": null}] {
		facts := own([{"op": "add", "path": "/dataset", "value": object.union(request.dataset, change)}])
		decide(facts) == owner_document
	}
}
