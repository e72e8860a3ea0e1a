package entente.explanation_test

import data.entente.decision
import data.entente.decision_test as given
import data.entente.explanation

explain(facts) := document if document := explanation.explain with input as facts

# METADATA
# title: Exactly these lines are said, each a code, whether it held, and its source
considered(facts, expected) if {
	lines := explain(facts).considered
	lines == sort(lines)
	{line | some line in lines} == {object.union({"code": said[0], "held": said[1]}, named(said)) | some said in expected}
}

named(said) := {"source": said[2]} if count(said) == 3

named(said) := {} if count(said) == 2

law(id) := {"kind": "law", "id": id}

# METADATA
# title: The lines of the law that concern the request, all respected
respected := [
	["law.respected", false, law("GDPR art. 6")],
	["law.respected", false, law("GDPR art. 5(1)(e)")],
	["law.respected", false, law("GDPR art. 35")],
]

# METADATA
# title: What is said of the request that a consent permits
permitted := array.concat(respected, [
	["agreement.in_force", true, given.agreement_source],
	["agreement.respected", false, given.article_source],
	["consent.in_force", true, given.consent_source],
])

test_explanation_holds_the_decision_itself if {
	every facts in [{}, given.request, given.anonymous("OPEN", "READ"), given.for_rule(given.denies)] {
		decided := decision.decide with input as facts
		explain(facts).decision == decided
	}
}

test_permit_is_explained if considered(given.request, permitted)

test_malformed_input_is_all_that_is_explained if {
	considered({}, [["input.malformed", true]])
	considered(given.without("now"), [["input.malformed", true]])
}

test_open_and_own_data_is_explained if {
	considered(
		given.anonymous("OPEN", "READ"),
		array.concat(respected, [["open", true, given.dataset_source]]),
	)
	considered(given.own([]), [["owner", true, given.dataset_source]])
}

test_general_reasons_are_explained if {
	considered(
		given.anonymous("HIDDEN", "READ"),
		array.concat(respected, [["sign_in.required", true]]),
	)
	considered(
		given.changed("/purposes", []),
		array.concat(respected, [
			["purpose.unknown", true, law("GDPR art. 5(1)(b)")],
			["agreement.in_force", false, given.agreement_source],
			["agreement.respected", false, given.article_source],
			["consent.in_force", false, given.consent_source],
		]),
	)
}

test_consents_that_did_not_hold_are_explained if {
	other := object.union(given.consent, {"id": "consent-2", "until": 2000})
	considered(
		given.for_consents([given.consent, other]),
		array.concat(permitted, [["consent.expired", false, object.union(given.consent_source, {"id": "consent-2"})]]),
	)
}

test_agreements_that_did_not_hold_are_explained if {
	considered(
		given.for_agreement({"signed": false}),
		array.concat(respected, [
			["agreement.not_signed", false, given.agreement_source],
			["agreement.respected", false, given.article_source],
			["consent.in_force", false, given.consent_source],
		]),
	)
}

test_articles_that_refuse_are_explained if {
	considered(
		given.for_article({"purposes": ["transport"]}),
		array.concat(respected, [
			["agreement.in_force", false, given.agreement_source],
			["agreement.purpose", true, given.article_source],
			["consent.in_force", false, given.consent_source],
		]),
	)
}

test_articles_that_alter_and_oblige_are_explained if {
	considered(
		given.for_article({"anonymisedOnly": true, "notifyOwner": true}),
		array.concat(permitted, [
			["agreement.anonymised_only", true, given.article_source],
			["agreement.obliges", true, given.article_source],
		]),
	)
	considered(
		json.patch(given.for_article({"anonymisedOnly": true}), [{
			"op": "add", "path": "/dataset/secrecy",
			"value": "MEDICAL",
		}]),
		array.concat(respected, [
			["secrecy.medical", true, law("CSP art. L1110-4")],
			["agreement.in_force", false, given.agreement_source],
			["agreement.respected", false, given.article_source],
			["agreement.anonymised_only", false, given.article_source],
			["consent.in_force", false, given.consent_source],
		]),
	)
}

test_smaller_group_size_did_not_hold if {
	facts := given.for_agreement({"articles": [
		object.union(given.article, {"minimumGroupSize": 11}),
		object.union(given.article, {"number": "5", "minimumGroupSize": 5}),
	]})
	second := object.union(given.article_source, {"article": "5"})
	considered(facts, array.concat(permitted, [
		["agreement.obliges", true, given.article_source],
		["agreement.respected", false, second],
		["agreement.obliges", false, second],
	]))
}

test_rules_that_act_are_explained if {
	considered(
		given.for_rule({"effect": "FILTER", "rowFilter": given.all_rows}),
		array.concat(permitted, [["rule.filtered", true, given.rule_source]]),
	)
	considered(
		given.for_rule({"fields": ["street"], "maskMethod": "HASH"}),
		array.concat(permitted, [["rule.masked", true, given.rule_source]]),
	)
	considered(given.for_rule(given.permits), array.concat(permitted, [["rule.permitted", true, given.rule_source]]))
	considered(given.for_rule(given.denies), array.concat(respected, [
		["rule.denied", true, given.rule_source],
		["agreement.in_force", false, given.agreement_source],
		["agreement.respected", false, given.article_source],
		["consent.in_force", false, given.consent_source],
	]))
}

test_rules_that_did_not_hold_are_explained if {
	every selector, said in {
		"datasets": [["dataset-2"], "rule.other_dataset"],
		"themes": [["ECON"], "rule.other_dataset"],
		"sensitivities": [["IDENTIFIER"], "rule.other_dataset"],
		"regimes": [["LED"], "rule.other_dataset"],
		"partners": [["rtm"], "rule.other_caller"],
		"roles": [["data-steward"], "rule.other_caller"],
		"purposes": [["transport"], "rule.other_purpose"],
		"actions": [["EXPORT"], "rule.other_action"],
		"until": [2000, "rule.other_time"],
	} {
		considered(
			given.for_rule({selector: said[0]}),
			array.concat(permitted, [[said[1], false, given.rule_source]]),
		)
	}
}

test_rule_without_a_relationship_is_explained if {
	considered(
		json.patch(given.for_rule(given.permits), [{"op": "add", "path": "/consents", "value": []}]),
		array.concat(respected, [
			["consent.none", true],
			["rule.no_consent", false, given.rule_source],
		]),
	)
}

test_malformed_rules_are_explained if {
	considered(given.for_rule({"maskMethod": "BLUR"}), array.concat(respected, [
		["rule.malformed", true, given.rule_source],
		["agreement.in_force", false, given.agreement_source],
		["agreement.respected", false, given.article_source],
		["consent.in_force", false, given.consent_source],
	]))
	considered(
		given.for_rule(object.union(given.permits, {"rowFilter": null})),
		array.concat(permitted, [["rule.malformed", false, given.rule_source]]),
	)
}

test_law_that_stands_against_is_explained if {
	unrecorded := json.patch(given.request, [{"op": "add", "path": "/dataset/law/legalBasis", "value": null}])
	considered(unrecorded, [
		["law.legal_basis", true, law("GDPR art. 6")],
		["law.respected", false, law("GDPR art. 5(1)(e)")],
		["law.respected", false, law("GDPR art. 35")],
		["agreement.in_force", false, given.agreement_source],
		["agreement.respected", false, given.article_source],
		["consent.in_force", false, given.consent_source],
	])
}

test_law_that_would_stand_against_is_explained if {
	unrecorded := json.patch(given.anonymous("OPEN", "READ"), [{
		"op": "add", "path": "/dataset/law/legalBasis",
		"value": null,
	}])
	considered(unrecorded, [
		["law.legal_basis", false, law("GDPR art. 6")],
		["law.respected", false, law("GDPR art. 5(1)(e)")],
		["law.respected", false, law("GDPR art. 35")],
		["open", true, given.dataset_source],
	])
}

test_respected_secrecy_is_explained if {
	facts := given.secret("STATISTICAL", "AGGREGATE")
	considered(facts, array.concat(permitted, [["law.respected", false, law("loi 51-711 art. 6")]]))
}

test_justification_is_explained if {
	expected := [
		["law.respected", false, law("LED art. 3(7)")],
		["law.respected", false, law("LED art. 1(1)")],
		["law.respected", false, law("LED art. 8")],
		["law.respected", false, law("LED art. 5")],
		["law.respected", false, law("LED art. 27")],
		["agreement.respected", false, given.article_source],
	]
	considered(given.enforcement, array.concat(expected, [
		["law.respected", false, law("LED art. 25")],
		["agreement.in_force", true, given.agreement_source],
		["consent.in_force", true, given.consent_source],
	]))
	considered(given.unjustified([]), array.concat(expected, [
		["justification.required", true, law("LED art. 25")],
		["agreement.in_force", false, given.agreement_source],
		["consent.in_force", false, given.consent_source],
	]))
}

test_special_categories_are_explained if {
	considered(given.special_request, array.concat(respected, [
		["law.respected", false, law("GDPR art. 9(2)")],
		["justification.required", true, law("GDPR art. 5(2)")],
		["agreement.in_force", false, given.agreement_source],
		["agreement.respected", false, given.article_source],
		["consent.in_force", false, given.consent_source],
	]))
}
