package entente.decision_test

malformed := [{"code": "input.malformed"}]

test_empty_input_is_denied if {
	decide({}) == {"outcome": "DENY", "grants": [], "reasons": malformed, "obligations": []}
}

test_missing_facts_deny if {
	every path in [
		"now",
		"caller",
		"caller/subject",
		"caller/partner",
		"caller/roles",
		"caller/purposes",
		"purposes",
		"competentAuthority",
		"action",
		"dataset",
		"dataset/id",
		"dataset/owner",
		"dataset/accessLevel",
		"dataset/regime",
		"dataset/secrecy",
		"dataset/themes",
		"dataset/fields",
		"dataset/fields/0/sensitivity",
		"agreements",
		"rules",
		"consents",
	] {
		denied_because(without(path), malformed)
	}
}

test_wrong_types_deny if {
	every path, value in {
		"/now": "2000",
		"/caller/subject": 1,
		"/caller/partner": false,
		"/caller/roles": "partner-agent",
		"/caller/purposes": "health-service",
		"/action": "DELETE",
		"/dataset/id": 1,
		"/dataset/owner": null,
		"/dataset/accessLevel": "open",
		"/dataset/fields": null,
		"/dataset/fields/0": {"sensitivity": "PUBLIC"},
		"/dataset/fields/1/sensitivity": "SECRET",
		"/dataset/regime": "none",
		"/dataset/secrecy": null,
		"/dataset/themes": null,
		"/dataset/themes/0": 1,
		"/competentAuthority": "yes",
		"/purposes": {},
		"/agreements": null,
		"/rules": "none",
		"/consents": {},
	} {
		denied_because(changed(path, value), malformed)
	}
}

test_open_data_with_malformed_facts_is_denied if {
	facts := json.patch(request, [
		{"op": "add", "path": "/dataset/accessLevel", "value": "OPEN"},
		{"op": "remove", "path": "/now"},
	])
	denied_because(facts, malformed)
}
