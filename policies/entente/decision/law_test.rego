package entente.decision_test

# METADATA
# title: The request on law enforcement data, as the law wants it
enforcement := json.patch(for_dataset({"regime": "LED"}), [
	{"op": "add", "path": "/competentAuthority", "value": true},
	{"op": "add", "path": "/purposes/0/lawEnforcement", "value": true},
	{"op": "add", "path": "/caller/justification", "value": true},
])

enforcement_with(path, value) := json.patch(enforcement, [{"op": "add", "path": path, "value": value}])

without_law(fact, fields) := json.patch(request, [
	{"op": "add", "path": sprintf("/dataset/law/%s", [fact]), "value": null},
	{"op": "add", "path": "/consents/0/fields", "value": fields},
])

test_law_enforcement_data_for_competent_authorities_and_their_purposes if {
	decide(enforcement).outcome == "PERMIT"
}

test_law_enforcement_data_to_no_other_than_competent_authorities if {
	denied_because(
		enforcement_with("/competentAuthority", false),
		law("law.led.competent_authority", "LED art. 3(7)"),
	)
}

test_law_enforcement_data_for_no_other_purpose if {
	every value in [false, "true", null] {
		denied_because(
			enforcement_with("/purposes/0/lawEnforcement", value),
			law("law.led.purpose", "LED art. 1(1)"),
		)
	}
	denied_because(enforcement_with("/caller/purposes", []), [
		{"code": "law.led.purpose", "source": {"kind": "law", "id": "LED art. 1(1)"}},
		{"code": "purpose.required"},
	])
	denied_because(enforcement_with("/purposes", []), array.concat(
		law("law.led.purpose", "LED art. 1(1)"),
		law("purpose.unknown", "LED art. 4(1)(b)"),
	))
}

test_open_law_enforcement_data_too if {
	denied_because(
		json.patch(anonymous("OPEN", "READ"), [{"op": "add", "path": "/dataset/regime", "value": "LED"}]),
		array.concat(
			law("law.led.competent_authority", "LED art. 3(7)"),
			array.concat(law("law.led.purpose", "LED art. 1(1)"), array.concat(
				[],
				[{"code": "sign_in.required"}],
			)),
		),
	)
}

test_personal_data_needs_what_the_law_asks if {
	every fact, reasons in {
		"legalBasis": law("law.legal_basis", "GDPR art. 6"),
		"retention": law("law.retention", "GDPR art. 5(1)(e)"),
		"impactAssessment": law("law.impact_assessment", "GDPR art. 35"),
	} {
		every action in ["READ", "AGGREGATE"] {
			facts := json.patch(without_law(fact, ["name"]), [
				{"op": "add", "path": "/action", "value": action},
				{"op": "add", "path": "/consents/0/actions", "value": [action]},
			])
			denied_because(facts, reasons)
		}
		decide(without_law(fact, ["street"])).outcome == "PERMIT"
	}
}

test_law_enforcement_data_needs_what_its_law_asks if {
	denied_because(enforcement_with("/dataset/law", {}), [
		{"code": "law.impact_assessment", "source": {"kind": "law", "id": "LED art. 27"}},
		{"code": "law.legal_basis", "source": {"kind": "law", "id": "LED art. 8"}},
		{"code": "law.retention", "source": {"kind": "law", "id": "LED art. 5"}},
	])
}

test_personal_fields_count_whatever_the_regime_says if {
	facts := json.patch(without_law("legalBasis", ["name"]), [{"op": "add", "path": "/dataset/regime", "value": "NONE"}])
	denied_because(facts, law("law.legal_basis", "GDPR art. 6"))
}

test_special_categories_need_a_condition if {
	special := [
		{"op": "add", "path": "/dataset/fields/1/sensitivity", "value": "SPECIAL_CATEGORY"},
		{"op": "add", "path": "/caller/justification", "value": true},
	]
	denied_because(json.patch(request, special), law("law.special_category", "GDPR art. 9(2)"))
	allowed := {"op": "add", "path": "/dataset/law/specialCategoryCondition", "value": "9(2)(h)"}
	decide(json.patch(request, array.concat(special, [allowed]))).outcome == "PERMIT"
	hidden := {"op": "add", "path": "/consents/0/fields", "value": ["street"]}
	decide(json.patch(request, array.concat(special, [hidden]))).outcome == "PERMIT"
}

test_grant_that_shows_nothing_personal_stands_beside_an_unlawful_one if {
	other := object.union(consent, {"id": "consent-2", "fields": ["street"]})
	facts := json.patch(for_consents([consent, other]), [{"op": "add", "path": "/dataset/law", "value": {}}])
	document := decide(facts)
	[grant.source.id | some grant in document.grants] == ["consent-2"]
	[reason.source.id | some reason in document.reasons] == ["consent-2"]
}

test_removed_fields_are_not_shown_and_other_masks_show if {
	nothing := {"op": "add", "path": "/dataset/law", "value": {}}
	decide(json.patch(for_rule({"fields": ["name"]}), [nothing])).outcome == "PERMIT"
	every method in ["HASH", "GENERALISE", "TRUNCATE"] {
		decide(json.patch(for_rule({"fields": ["name"], "maskMethod": method}), [nothing])).outcome == "DENY"
	}
}
