package entente.decision_test

against_rule(code) := [{"code": code, "source": rule_source}]

denies := {"effect": "DENY", "maskMethod": null}

permits := {"effect": "PERMIT", "maskMethod": null, "rowFilter": all_rows, "fields": ["phone"]}

rule_grant := {
	"rowFilter": all_rows,
	"masks": [removed("street"), removed("name"), removed("district")],
	"source": rule_source,
}

test_rule_denies_whatever_permits if {
	denied_because(for_rule(denies), against_rule("rule.denied"))
	facts := json.patch(anonymous("OPEN", "READ"), [{
		"op": "add", "path": "/rules",
		"value": [object.union(rule, denies)],
	}])
	denied_because(facts, against_rule("rule.denied"))
}

test_denial_is_told_with_all_else_that_is_missing if {
	facts := json.patch(for_rule(denies), [{"op": "add", "path": "/consents/0/withdrawn", "value": 1500}])
	denied_because(facts, array.concat(because("consent.withdrawn"), against_rule("rule.denied")))
}

test_selectors_of_a_rule_all_match if {
	matching := {
		"datasets": ["dataset-1", "dataset-2"],
		"themes": ["ECON", "TRAN"],
		"sensitivities": ["IDENTIFIER", "PERSONAL"],
		"regimes": ["LED", "GDPR"],
		"partners": ["rtm", "aphm"],
		"roles": ["partner-agent"],
		"purposes": ["health-service"],
		"actions": ["READ"],
	}
	every facts in [{}, matching] {
		denied_because(for_rule(object.union(denies, facts)), against_rule("rule.denied"))
	}
	every selector, values in {
		"datasets": ["dataset-2"],
		"themes": ["ECON"],
		"sensitivities": ["IDENTIFIER"],
		"regimes": ["LED", "NONE"],
		"partners": ["rtm"],
		"roles": ["data-steward"],
		"purposes": ["transport"],
		"actions": ["EXPORT"],
	} {
		every missed in [values, []] {
			change := object.union_n([denies, matching, {selector: missed}])
			decide(for_rule(change)).outcome == "PERMIT"
		}
	}
}

test_rule_holds_within_its_window if {
	every window in [{"from": 2000}, {"until": 2001}, {"from": 1000, "until": 3000}] {
		decide(for_rule(object.union(denies, window))).outcome == "DENY"
	}
	every window in [{"from": 2001}, {"until": 2000}] {
		decide(for_rule(object.union(denies, window))).outcome == "PERMIT"
	}
}

test_rules_that_name_partners_do_not_concern_citizens if {
	facts := json.patch(anonymous("OPEN", "READ"), [{
		"op": "add", "path": "/rules",
		"value": [object.union_n([rule, denies, {"partners": ["aphm"]}])],
	}])
	decide(facts).outcome == "PERMIT"
}

test_rules_concern_the_owner_only_where_named if {
	named := [object.union_n([rule, denies, {"partners": ["ville"]}])]
	unnamed := [object.union(rule, denies)]
	decide(own([{"op": "add", "path": "/rules", "value": unnamed}])) == owner_document
	denied_because(own([{"op": "add", "path": "/rules", "value": named}]), against_rule("rule.denied"))
}

test_rules_do_not_keep_a_dataset_from_being_known if {
	every change in [denies, object.union(denies, {"actions": ["DISCOVER"]}), {"effect": "NONE"}] {
		facts := json.patch(for_rule(change), [{"op": "add", "path": "/action", "value": "DISCOVER"}])
		decide(facts).reasons == because("consent.in_force")
	}
}

test_rule_permits_more_within_a_relationship if {
	document := decide(for_rule(permits))
	document.grants[1] == rule_grant
	document.reasons == array.concat(because("consent.in_force"), against_rule("rule.permitted"))
}

test_rule_permits_what_the_consent_does_not_name if {
	every change in [{"purposes": ["transport"]}, {"actions": ["EXPORT"]}] {
		facts := json.patch(for_rule(permits), [{
			"op": "add", "path": "/consents",
			"value": [object.union(consent, change)],
		}])
		document := decide(facts)
		document.grants == [rule_grant]
		document.reasons == against_rule("rule.permitted")
	}
}

test_rule_without_fields_permits_all_of_them if {
	some grant in decide(for_rule(object.union(permits, {"fields": null}))).grants
	grant.source == rule_source
	grant.masks == []
}

test_rule_permits_nothing_without_consent_and_agreement_in_force if {
	every path, value in {
		"/consents": [],
		"/consents/0/withdrawn": 1500,
		"/consents/0/from": 2001,
		"/consents/0/until": 2000,
		"/consents/0/owner": "rtm",
		"/consents/0/consumer": "rtm",
		"/consents/0/rowFilter": null,
		"/agreements": [],
		"/agreements/0/signed": false,
		"/agreements/0/terminated": 2000,
		"/agreements/0/articles/0/purposes": ["transport"],
		"/agreements/0/articles/0/actions": ["EXPORT"],
		"/agreements/0/articles/0/competentAuthorityOnly": true,
		"/caller/purposes": [],
		"/purposes": [],
	} {
		decide(json.patch(for_rule(permits), [{"op": "add", "path": path, "value": value}])).outcome == "DENY"
	}
}

test_articles_bind_what_a_rule_permits if {
	articles := [object.union(article, {"anonymisedOnly": true, "noOnwardSharing": true})]
	facts := json.patch(for_rule(permits), [{"op": "add", "path": "/agreements/0/articles", "value": articles}])
	document := decide(facts)
	document.grants[1].masks == [removed("street"), removed("name"), removed("phone"), removed("district")]
	document.obligations == [{"kind": "NO_ONWARD_SHARING", "value": "", "source": article_source}]
}

test_malformed_rule_that_may_deny_denies if {
	every effect in [denies, {"effect": "MASK"}, {"effect": "FILTER", "rowFilter": all_rows}] {
		every fact, _ in rule {
			facts := json.remove(for_rule(effect), [sprintf("rules/0/%s", [fact])])
			[reason.code | some reason in decide(facts).reasons] == ["rule.malformed"]
		}
	}
	every fact, value in {
		"effect": "ALLOW",
		"maskMethod": "BLUR",
		"datasets": "dataset-1",
		"partners": [1],
		"from": "now",
		"until": "later",
		"obligations": null,
		"onSundaysOnly": true,
	} {
		denied_because(for_rule({fact: value}), against_rule("rule.malformed"))
	}
	every shape in [null, 1, "text", [], {}] {
		denied_because(changed("/rules", [shape]), [{"code": "rule.malformed"}])
	}
	every filter in [null, {}, "all", {"and": [], "or": []}, {"unknown": []}] {
		denied_because(for_rule({"effect": "FILTER", "rowFilter": filter}), against_rule("rule.malformed"))
	}
}

test_obligation_that_cannot_be_met_denies if {
	every obligation in [
		{"kind": "DANCE", "value": ""},
		{"kind": "NOTIFY_OWNER", "value": null},
		{"kind": "MINIMUM_GROUP_SIZE", "value": "many"},
		{"kind": "MINIMUM_GROUP_SIZE", "value": "0"},
		{"kind": "MINIMUM_GROUP_SIZE", "value": 11},
		{},
		null,
	] {
		denied_because(for_rule({"obligations": [obligation]}), against_rule("rule.malformed"))
	}
}

test_malformed_rule_never_permits if {
	withdrawn := {"op": "add", "path": "/consents/0/actions", "value": []}
	every fact, _ in object.remove(rule, ["effect"]) {
		facts := json.remove(for_rule(permits), [sprintf("rules/0/%s", [fact])])
		denied_because(json.patch(facts, [withdrawn]), because("consent.other_action"))
	}
	every filter in [null, {}, "all"] {
		facts := json.patch(for_rule(permits), [{"op": "add", "path": "/rules/0/rowFilter", "value": filter}])
		denied_because(json.patch(facts, [withdrawn]), because("consent.other_action"))
	}
}
