package entente.decision_test

standing := {"id": "agreement-9", "signed": true, "from": 500, "until": 4000, "terminated": null}

released_as := {"id": "release-1", "minimumGroupSize": 11, "standsOn": [standing]}

source_facts := {"accessLevel": "HIDDEN", "regime": "GDPR", "secrecy": "NONE"}

derived_facts := {"sources": [source_facts], "release": null}

# METADATA
# title: The request, for a result
for_result(change, derived) := for_dataset(object.union(
	change,
	{"kind": "RESULT", "derived": object.union(derived_facts, derived)},
))

released_result(change) := for_result(change, {"release": released_as})

for_standing(change) := for_result({}, {"release": object.union(
	released_as,
	{"standsOn": [standing, object.union(standing, change)]},
)})

not_released := [{"code": "result.not_released", "source": {"kind": "dataset", "id": "dataset-1"}}]

frozen := [{"code": "release.frozen", "source": {"kind": "release", "id": "release-1"}}]

test_a_result_as_strict_as_its_sources_is_shared_like_them if {
	decide(for_result({}, {})).reasons == because("consent.in_force")
	decide(for_result({}, {})).obligations == []
	decide(for_result({}, {"sources": [object.union(source_facts, {"accessLevel": "OPEN", "regime": "NONE"})]})).outcome == "PERMIT"
}

test_a_result_that_says_less_than_a_source_lets_nothing_out if {
	every level in ["OPEN", "DISCOVERABLE"] {
		denied_because(for_result({"accessLevel": level}, {}), not_released)
	}
	stricter := [{"regime": "LED"}, {"secrecy": "STATISTICAL"}, {"secrecy": "JUDICIAL"}, {"secrecy": "MEDICAL"}]
	every change in stricter {
		sources := [source_facts, object.union(source_facts, change)]
		denied_because(for_result({}, {"sources": sources}), not_released)
	}
}

test_a_result_without_its_sources_lets_nothing_out if {
	denied_because(for_result({}, {"sources": []}), not_released)
	denied_because(for_dataset({"kind": "RESULT", "derived": null}), not_released)
}

test_a_release_gives_its_own_level if {
	document := decide(json.patch(released_result({"accessLevel": "OPEN"}), [{"op": "add", "path": "/caller", "value": citizen}]))
	document.reasons == [{"code": "open", "source": {"kind": "dataset", "id": "dataset-1"}}]
}

test_a_release_lifts_neither_regime_nor_secrecy if {
	every change in [{"regime": "LED"}, {"secrecy": "MEDICAL"}] {
		facts := for_result({}, {"release": released_as, "sources": [object.union(source_facts, change)]})
		denied_because(facts, not_released)
	}
}

test_a_release_is_frozen_when_an_agreement_ends if {
	every change in [{"until": 2000}, {"terminated": 2000}, {"signed": false}, {"from": 2001}] {
		denied_because(for_standing(change), frozen)
	}
	every change in [{"until": 2001}, {"until": null}, {"terminated": 2001}, {"from": 2000}] {
		decide(for_standing(change)).outcome == "PERMIT"
	}
}

test_a_frozen_release_keeps_no_owner_out_and_hides_nothing if {
	facts := for_standing({"until": 2000})
	decide(json.patch(facts, [{"op": "add", "path": "/action", "value": "DISCOVER"}])).outcome == "PERMIT"
	owner := {"subject": "s", "partner": "ville", "roles": ["data-steward"], "purposes": [], "justification": false}
	decide(json.patch(facts, [{"op": "add", "path": "/caller", "value": owner}])).outcome == "PERMIT"
}

test_a_release_obliges_to_its_group_size if {
	decide(released_result({})).obligations == [{
		"kind": "MINIMUM_GROUP_SIZE",
		"value": "11",
		"source": {"kind": "release", "id": "release-1"},
	}]
	without_size := object.union(released_as, {"minimumGroupSize": null})
	decide(for_result({}, {"release": without_size})).obligations == []
	denied := decide(json.patch(released_result({}), [{"op": "add", "path": "/consents", "value": []}]))
	denied.obligations == []
}
