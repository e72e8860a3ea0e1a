package entente.decision_test

unjustified(changes) := json.patch(enforcement, array.concat(
	[{"op": "add", "path": "/caller/justification", "value": false}],
	changes,
))

special_request := json.patch(request, [
	{"op": "add", "path": "/dataset/fields/1/sensitivity", "value": "SPECIAL_CATEGORY"},
	{"op": "add", "path": "/dataset/law/specialCategoryCondition", "value": "9(2)(h)"},
])

test_law_enforcement_data_is_read_with_a_justification if {
	every action in ["READ", "EXPORT", "SUBSCRIBE"] {
		denied_because(
			unjustified([
				{"op": "add", "path": "/action", "value": action},
				{"op": "add", "path": "/consents/0/actions", "value": everything},
			]),
			law("justification.required", "LED art. 25"),
		)
	}
	every value in ["yes", null, 1] {
		decide(enforcement_with("/caller/justification", value)).outcome == "DENY"
	}
}

test_law_enforcement_data_is_counted_without_justification if {
	facts := unjustified([
		{"op": "add", "path": "/action", "value": "AGGREGATE"},
		{"op": "add", "path": "/consents/0/actions", "value": ["AGGREGATE"]},
	])
	decide(facts).outcome == "PERMIT"
}

test_special_categories_are_read_with_a_justification if {
	denied_because(special_request, law("justification.required", "GDPR art. 5(2)"))
	justified := json.patch(special_request, [{"op": "add", "path": "/caller/justification", "value": true}])
	decide(justified).outcome == "PERMIT"
	hidden := json.patch(special_request, [{"op": "add", "path": "/consents/0/fields", "value": ["street"]}])
	decide(hidden).outcome == "PERMIT"
}

test_owners_justify_too if {
	facts := own([{"op": "add", "path": "/dataset/regime", "value": "LED"}])
	denied_because(facts, law("justification.required", "LED art. 25"))
	decide(json.patch(facts, [{"op": "add", "path": "/caller/justification", "value": true}])) == owner_document
}

test_justification_is_asked_for_only_where_nothing_else_is_missing if {
	denied_because(
		unjustified([{"op": "add", "path": "/dataset/law/legalBasis", "value": null}]),
		law("law.legal_basis", "LED art. 8"),
	)
	denied_because(
		unjustified([{"op": "add", "path": "/rules", "value": [object.union(rule, denies)]}]),
		against_rule("rule.denied"),
	)
	denied_because(
		unjustified([{"op": "add", "path": "/consents/0/withdrawn", "value": 1500}]),
		because("consent.withdrawn"),
	)
}

test_justification_is_asked_for_beside_what_other_consents_lack if {
	other := object.union(consent, {"id": "consent-2", "withdrawn": 1500})
	facts := unjustified([{"op": "add", "path": "/consents", "value": [consent, other]}])
	{reason.code | some reason in decide(facts).reasons} == {"consent.withdrawn", "justification.required"}
}
