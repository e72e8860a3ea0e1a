package entente.decision_test

against_agreement(code) := [{"code": code, "source": agreement_source}]

test_agreement_must_be_signed_by_all if {
	denied_because(for_agreement({"signed": false}), against_agreement("agreement.not_signed"))
}

test_agreement_begins_at_its_first_instant if {
	decide(for_agreement({"from": 2000})).outcome == "PERMIT"
	denied_because(for_agreement({"from": 2001}), against_agreement("agreement.not_started"))
}

test_agreement_ends_before_its_last_instant if {
	decide(for_agreement({"until": 2001})).outcome == "PERMIT"
	decide(for_agreement({"until": null})).outcome == "PERMIT"
	denied_because(for_agreement({"until": 2000}), against_agreement("agreement.ended"))
}

test_terminated_agreement_ends_with_its_notice if {
	decide(for_agreement({"terminated": 2001})).outcome == "PERMIT"
	denied_because(for_agreement({"terminated": 2000}), against_agreement("agreement.terminated"))
}

test_consent_without_its_agreement_grants_nothing if {
	denied_because(changed("/agreements", []), because("agreement.missing"))
	denied_because(for_consent({"agreement": "agreement-2"}), because("agreement.missing"))
}

test_malformed_agreement_never_grants if {
	every fact in ["signed", "from", "until", "terminated", "articles"] {
		facts := json.remove(request, [sprintf("agreements/0/%s", [fact])])
		denied_because(facts, [{"code": "agreement.malformed", "source": {"kind": "agreement", "id": "agreement-1"}}])
	}
	denied_because(without("agreements/0/id"), because("agreement.missing"))
	decide(without("agreements/0/version")).outcome == "DENY"
}

test_one_version_of_an_agreement_never_helps_another if {
	unsigned := object.union(agreement, {"version": 3, "signed": false})
	denied_because(changed("/agreements", [agreement, unsigned]), [{
		"code": "agreement.not_signed",
		"source": object.union(agreement_source, {"version": 3}),
	}])
}

test_agreements_that_no_consent_stands_under_are_not_told if {
	other := object.union(agreement, {"id": "agreement-2", "signed": false})
	facts := json.patch(request, [
		{"op": "add", "path": "/agreements", "value": [agreement, other]},
		{"op": "add", "path": "/consents/0/withdrawn", "value": 1500},
	])
	denied_because(facts, because("consent.withdrawn"))
}

test_all_that_stands_against_the_agreement_is_told if {
	facts := for_agreement({
		"signed": false,
		"terminated": 1000,
		"articles": [object.union(article, {"purposes": []}), object.union(article, {"number": "5", "actions": []})],
	})
	[reason.code | some reason in decide(facts).reasons] == [
		"agreement.action",
		"agreement.not_signed",
		"agreement.purpose",
		"agreement.terminated",
	]
}

test_hidden_data_is_known_only_under_an_agreement_in_force if {
	every change in [{"signed": false}, {"from": 2001}, {"until": 2000}, {"terminated": 2000}] {
		facts := json.patch(for_agreement(change), [{"op": "add", "path": "/action", "value": "DISCOVER"}])
		decide(facts).outcome == "DENY"
	}
}
