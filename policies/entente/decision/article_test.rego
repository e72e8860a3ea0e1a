package entente.decision_test

against_article(code) := [{"code": code, "source": article_source}]

test_article_allows_its_purposes_alone if {
	decide(for_article({"purposes": ["transport", "health-service"]})).outcome == "PERMIT"
	denied_because(for_article({"purposes": ["transport"]}), against_article("agreement.purpose"))
}

test_article_allows_its_actions_alone if {
	decide(for_article({"actions": ["EXPORT", "READ"]})).outcome == "PERMIT"
	denied_because(for_article({"actions": ["AGGREGATE"]}), against_article("agreement.action"))
}

test_article_asks_for_a_competent_authority if {
	facts := for_article({"competentAuthorityOnly": true})
	decide(json.patch(facts, [{"op": "add", "path": "/competentAuthority", "value": true}])).outcome == "PERMIT"
	denied_because(facts, against_article("agreement.competent_authority"))
}

test_article_lets_data_leave_within_its_period_alone if {
	decide(for_article({"from": 2000, "until": 2001})).outcome == "PERMIT"
	denied_because(for_article({"from": 2001}), against_article("agreement.period"))
	denied_because(for_article({"until": 2000}), against_article("agreement.period"))
}

test_article_lets_anonymised_data_leave_alone if {
	facts := json.patch(for_article({"anonymisedOnly": true}), [
		{"op": "add", "path": "/dataset/fields/2/sensitivity", "value": "IDENTIFIER"},
		{"op": "add", "path": "/dataset/fields/3/sensitivity", "value": "SPECIAL_CATEGORY"},
		{"op": "add", "path": "/consents/0/fields", "value": ["street", "name", "phone", "district"]},
	])
	document := decide(facts)
	document.grants == [{
		"rowFilter": consent.rowFilter,
		"masks": [removed("name"), removed("phone"), removed("district")],
		"source": consent_source,
	}]
	document.reasons == array.concat(
		against_article("agreement.anonymised_only"),
		because("consent.in_force"),
	)
}

test_anonymised_only_changes_nothing_without_personal_fields if {
	facts := json.patch(for_article({"anonymisedOnly": true}), [{
		"op": "add",
		"path": "/dataset/fields",
		"value": [{"name": "street", "sensitivity": "INTERNAL"}],
	}])
	decide(facts).reasons == because("consent.in_force")
}

test_articles_of_one_agreement_do_not_touch_another if {
	other := object.union(agreement, {
		"id": "agreement-2",
		"articles": [object.union(article, {"anonymisedOnly": true, "notifyOwner": true})],
	})
	document := decide(changed("/agreements", [agreement, other]))
	document.grants[0].masks == [removed("phone"), removed("district")]
	document.obligations == []
}

test_each_article_counts if {
	facts := for_agreement({"articles": [
		object.union(article, {"purposes": ["health-service"]}),
		object.union(article, {"number": "5", "purposes": ["transport"]}),
	]})
	denied_because(facts, [{
		"code": "agreement.purpose",
		"source": object.union(agreement_source, {"article": "5"}),
	}])
}

test_malformed_article_grants_nothing if {
	every fact, _ in article {
		facts := without(sprintf("agreements/0/articles/0/%s", [fact]))
		"agreement.malformed" in {reason.code | some reason in decide(facts).reasons}
	}
	every fact, value in {
		"number": 4,
		"purposes": "health-service",
		"actions": {},
		"anonymisedOnly": "no",
		"noOnwardSharing": null,
		"notifyOwner": 1,
		"competentAuthorityOnly": null,
		"retention": 30,
		"from": "now",
		"until": "never",
		"onSundaysOnly": true,
	} {
		facts := for_article({fact: value})
		"agreement.malformed" in {reason.code | some reason in decide(facts).reasons}
	}
	every size in [0, -1, 2.5, "11"] {
		denied_because(for_article({"minimumGroupSize": size}), against_agreement("agreement.malformed"))
	}
	every shape in [null, 1, "text", [], {}] {
		decide(for_agreement({"articles": [shape]})).outcome == "DENY"
	}
}

test_articles_do_not_keep_a_dataset_from_being_known if {
	every change in [{"purposes": []}, {"actions": []}, {"competentAuthorityOnly": true}, {"until": 1}, {"number": 4}] {
		facts := json.patch(for_article(change), [{"op": "add", "path": "/action", "value": "DISCOVER"}])
		decide(facts).reasons == because("consent.in_force")
	}
}
