package entente.decision_test

because(code) := [{"code": code, "source": consent_source}]

# METADATA
# title: The request about DISCOVER
discover(purposes, change) := json.patch(for_consent(change), [
	{"op": "add", "path": "/action", "value": "DISCOVER"},
	{"op": "add", "path": "/caller/purposes", "value": purposes},
	{"op": "add", "path": "/purposes", "value": known(purposes)},
])

test_consents_are_alternatives_and_never_merged if {
	other_filter := {"eq": {"field": "street", "value": "Rue Paradis"}}
	other := object.union(consent, {"id": "consent-2", "fields": ["phone"], "rowFilter": other_filter})
	other_source := {"kind": "consent", "id": "consent-2", "version": 3}
	decide(for_consents([consent, other])).grants == [
		{"rowFilter": consent.rowFilter, "masks": [removed("phone"), removed("district")], "source": consent_source},
		{
			"rowFilter": other_filter,
			"masks": [removed("street"), removed("name"), removed("district")],
			"source": other_source,
		},
	]
}

test_consent_begins_at_its_first_instant if {
	decide(for_consent({"from": 2000})).outcome == "PERMIT"
	denied_because(for_consent({"from": 2001}), because("consent.not_started"))
}

test_consent_ends_before_its_last_instant if {
	decide(for_consent({"until": 2001})).outcome == "PERMIT"
	denied_because(for_consent({"until": 2000}), because("consent.expired"))
}

test_consent_without_end_lasts if decide(for_consent({"until": null})).outcome == "PERMIT"

test_withdrawn_consent_denies_at_whatever_instant if {
	every instant in [1500, 2000, 2500] {
		denied_because(for_consent({"withdrawn": instant}), because("consent.withdrawn"))
	}
}

test_consent_for_another_action if {
	denied_because(for_consent({"actions": ["AGGREGATE"]}), because("consent.other_action"))
}

test_consent_for_another_purpose if {
	denied_because(for_consent({"purposes": ["transport"]}), because("consent.other_purpose"))
}

test_without_purpose if {
	denied_because(changed("/caller/purposes", []), [{"code": "purpose.required"}])
}

test_several_purposes_and_none_stated if {
	denied_because(changed("/caller/purposes", ["health-service", "transport"]), [{"code": "purpose.required"}])
}

test_consent_to_another_partner_is_no_consent if {
	denied_because(for_consent({"consumer": "rtm"}), [{"code": "consent.none"}])
}

test_consent_by_another_owner_is_no_consent if {
	denied_because(for_consent({"owner": "rtm"}), [{"code": "consent.none"}])
}

test_no_consent if denied_because(for_consents([]), [{"code": "consent.none"}])

test_caller_without_partner if {
	denied_because(changed("/caller/partner", null), [{"code": "partner.required"}])
}

test_caller_who_is_not_signed_in if {
	denied_because(changed("/caller/subject", null), [{"code": "sign_in.required"}])
}

test_malformed_consent_never_grants if {
	every fact in ["agreement", "purposes", "actions", "fields", "rowFilter", "from", "until", "withdrawn"] {
		denied_because(without(sprintf("consents/0/%s", [fact])), because("consent.malformed"))
	}
}

test_malformed_consent_is_named_only_by_what_it_has if {
	every fact in ["id", "version"] {
		denied_because(without(sprintf("consents/0/%s", [fact])), [{"code": "consent.malformed"}])
	}
}

test_row_filter_must_be_said_in_words if {
	every filter in [null, {}, [], "all", {"and": [], "or": []}, {"unknown": []}] {
		denied_because(changed("/consents/0/rowFilter", filter), because("consent.malformed"))
	}
}

test_sound_consent_permits_beside_a_malformed_one if {
	document := decide(for_consents([consent, object.union(consent, {"id": "consent-2", "rowFilter": null})]))
	document.outcome == "PERMIT"
	[grant.source | some grant in document.grants] == [consent_source]
}

test_all_that_stands_against_is_told if {
	facts := json.patch(request, [
		{"op": "add", "path": "/caller/purposes", "value": ["transport"]},
		{"op": "add", "path": "/purposes", "value": known(["transport"])},
		{"op": "add", "path": "/consents", "value": [
			object.union(consent, {"withdrawn": 1500, "from": 2500, "actions": []}),
			object.union(consent, {"id": "consent-2", "version": 1, "until": 1900, "purposes": ["transport"]}),
		]},
	])
	denied_because(facts, [
		{"code": "consent.expired", "source": {"kind": "consent", "id": "consent-2", "version": 1}},
		{"code": "consent.not_started", "source": consent_source},
		{"code": "consent.other_action", "source": consent_source},
		{"code": "consent.other_purpose", "source": consent_source},
		{"code": "consent.withdrawn", "source": consent_source},
	])
}

test_hidden_data_is_known_by_any_consent_in_force if {
	every purposes in [["health-service"], ["transport", "health-service"]] {
		decide(discover(purposes, {})).reasons == because("consent.in_force")
	}
}

test_hidden_data_stays_unknown_without_a_consent_in_force if {
	denied_because(discover(["transport", "statistics"], {}), because("consent.other_purpose"))
	denied_because(discover(["health-service"], {"withdrawn": 1500}), because("consent.withdrawn"))
	denied_because(discover([], {}), [{"code": "purpose.required"}])
}

test_purposes_that_the_tree_does_not_know if {
	denied_because(changed("/purposes", known(["transport"])), law("purpose.unknown", "GDPR art. 5(1)(b)"))
	denied_because(
		json.patch(discover(["health-service"], {}), [{"op": "add", "path": "/purposes", "value": []}]),
		law("purpose.unknown", "GDPR art. 5(1)(b)"),
	)
}
