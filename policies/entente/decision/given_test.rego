# METADATA
# title: One request that is permitted by a consent, and ways to change one thing in it
package entente.decision_test

import data.entente.decision

all_rows := {"and": []}

consent := {
	"id": "consent-1",
	"version": 3,
	"owner": "ville",
	"consumer": "aphm",
	"agreement": "agreement-1",
	"purposes": ["health-service"],
	"actions": ["READ"],
	"fields": ["street", "name"],
	"rowFilter": {"eq": {"field": "street", "value": "Canebière"}},
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
		"purposes": ["health-service"],
		"justification": false,
	},
	"competentAuthority": false,
	"purposes": [{"code": "health-service", "lawEnforcement": false}],
	"action": "READ",
	"dataset": {
		"id": "dataset-1",
		"owner": "ville",
		"accessLevel": "HIDDEN",
		"regime": "GDPR",
		"secrecy": "NONE",
		"kind": "SOURCE",
		"themes": ["TRAN"],
		"law": {
			"legalBasis": "6(1)(e)",
			"retention": "P1Y",
			"impactAssessment": "AIPD 7",
			"specialCategoryCondition": null,
		},
		"fields": [
			{"name": "street", "sensitivity": "PUBLIC"},
			{"name": "name", "sensitivity": "PERSONAL"},
			{"name": "phone", "sensitivity": "PERSONAL"},
			{"name": "district", "sensitivity": "PUBLIC"},
		],
	},
	"agreements": [],
	"consents": [consent],
	"rules": [],
}

citizen := {"subject": null, "partner": null, "roles": [], "purposes": [], "justification": false}

# METADATA
# title: The request with one value at a path replaced
changed(path, value) := json.patch(request, [{"op": "add", "path": path, "value": value}])

without(path) := json.remove(request, [path])

for_consents(consents) := changed("/consents", consents)

for_consent(change) := for_consents([object.union(consent, change)])

decide(facts) := document if document := decision.decide with input as facts

consent_source := {"kind": "consent", "id": "consent-1", "version": 3}

denied_because(facts, expected) if {
	document := decide(facts)
	document.outcome == "DENY"
	document.grants == []
	document.reasons == expected
}

removed(name) := {"field": name, "method": "REMOVE"}
