package entente.decision_test

test_the_request_is_permitted if {
	decide(request) == {
		"outcome": "PERMIT",
		"grants": [{
			"rowFilter": consent.rowFilter,
			"masks": [removed("phone"), removed("district")],
			"source": consent_source,
		}],
		"reasons": [{"code": "consent.in_force", "source": consent_source}],
		"obligations": [],
	}
}

test_grants_and_reasons_are_sorted if {
	facts := for_consents([object.union(consent, {"id": id}) | some id in ["c", "a", "b"]])
	document := decide(facts)
	[grant.source.id | some grant in document.grants] == ["a", "b", "c"]
	[reason.source.id | some reason in document.reasons] == ["a", "b", "c"]
}

test_denials_are_sorted if {
	document := decide(for_consent({"withdrawn": 1500, "until": 1800, "actions": ["EXPORT"]}))
	[reason.code | some reason in document.reasons] == ["consent.expired", "consent.other_action", "consent.withdrawn"]
}
