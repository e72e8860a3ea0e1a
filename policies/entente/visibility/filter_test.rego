package entente.visibility_test

import data.entente.visibility

known_to_all := {"in": {"field": "accessLevel", "values": ["DISCOVERABLE", "OPEN"]}}

agreement := {
	"id": "agreement-1",
	"version": 2,
	"signed": true,
	"from": 500,
	"until": 4000,
	"terminated": null,
	"articles": [],
}

consent := {
	"id": "consent-1",
	"version": 1,
	"owner": "ville",
	"consumer": "aphm",
	"agreement": "agreement-1",
	"purposes": ["health-service"],
	"datasets": ["dataset-2", "dataset-1"],
	"from": 1000,
	"until": 3000,
	"withdrawn": null,
}

request := {
	"now": 2000,
	"caller": {
		"subject": "agent-aphm",
		"partner": "aphm",
		"roles": ["partner-agent"],
		"purposes": ["transport", "health-service"],
		"justification": false,
	},
	"purposes": [
		{"code": "transport", "lawEnforcement": false},
		{"code": "health-service", "lawEnforcement": false},
	],
	"agreements": [agreement],
	"consents": [consent],
}

own := {"eq": {"field": "owner", "value": "aphm"}}

for_consent(change) := object.union(request, {"consents": [object.union(consent, change)]})

for_caller(change) := object.union(request, {"caller": object.union(request.caller, change)})

sees(facts, expected) if {
	answer := visibility.filter with input as facts
	answer == {"filter": {"or": expected}}
}

test_public_own_and_consented_datasets if {
	sees(request, [known_to_all, own, {"in": {"field": "id", "values": ["dataset-1", "dataset-2"]}}])
}

test_several_consents_are_joined_once_each if {
	other := object.union(consent, {"id": "consent-2", "datasets": ["dataset-3", "dataset-1"]})
	sees(object.union(request, {"consents": [consent, other]}), [
		known_to_all,
		own,
		{"in": {"field": "id", "values": ["dataset-1", "dataset-2", "dataset-3"]}},
	])
}

test_citizens_see_what_is_public if {
	sees(
		for_caller({"subject": null, "partner": null, "roles": [], "purposes": []}),
		[known_to_all],
	)
}

test_roles_that_do_not_handle_data_see_no_more_of_it if {
	sees(object.union(for_caller({"roles": ["auditor"]}), {"consents": []}), [known_to_all])
}

test_consents_that_do_not_stand_show_nothing if {
	every change in [
		{"consumer": "rtm"},
		{"purposes": ["statistics"]},
		{"purposes": null},
		{"from": 2001},
		{"from": null},
		{"until": 2000},
		{"until": "later"},
		{"withdrawn": 1500},
		{"withdrawn": 2500},
		{"datasets": []},
		{"agreement": "agreement-2"},
		{"agreement": null},
	] {
		sees(for_consent(change), [known_to_all, own])
	}
}

test_agreements_that_are_not_in_force_show_nothing if {
	every change in [
		{"signed": false},
		{"signed": null},
		{"from": 2001},
		{"until": 2000},
		{"terminated": 2000},
		{"version": null},
		{"articles": null},
	] {
		sees(object.union(request, {"agreements": [object.union(agreement, change)]}), [known_to_all, own])
	}
	sees(object.union(request, {"agreements": []}), [known_to_all, own])
}

test_purposes_that_the_tree_does_not_know_show_nothing if {
	sees(object.union(request, {"purposes": [request.purposes[0]]}), [known_to_all, own])
}

test_without_purpose_no_hidden_dataset_is_seen if sees(for_caller({"purposes": []}), [known_to_all, own])

test_malformed_input_shows_nothing if {
	sees({}, [])
	every path in [
		"now", "caller", "caller/subject", "caller/partner", "caller/roles", "caller/purposes", "purposes", "agreements",
		"consents",
	] {
		sees(json.remove(request, [path]), [])
	}
}
