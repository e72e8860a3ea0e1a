# METADATA
# title: One request that is permitted by a consent, and ways to change one thing in it
package entente.decision_test

import data.entente.decision

all_rows := {"and": []}

agreement := {
	"id": "agreement-1",
	"version": 2,
	"signed": true,
	"from": 500,
	"until": 4000,
	"terminated": null,
	"articles": [article],
}

# METADATA
# title: An article that demands nothing
article := {
	"number": "4",
	"purposes": null,
	"actions": null,
	"anonymisedOnly": false,
	"minimumGroupSize": null,
	"noOnwardSharing": false,
	"retention": null,
	"notifyOwner": false,
	"competentAuthorityOnly": false,
	"from": null,
	"until": null,
}

# METADATA
# title: A rule that concerns every request and removes every field
rule := {
	"id": "rule-1",
	"version": 5,
	"effect": "MASK",
	"datasets": null,
	"themes": null,
	"sensitivities": null,
	"regimes": null,
	"partners": null,
	"roles": null,
	"purposes": null,
	"actions": null,
	"fields": null,
	"maskMethod": "REMOVE",
	"rowFilter": null,
	"obligations": [],
	"from": null,
	"until": null,
}

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
		"derived": null,
	},
	"agreements": [agreement],
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

known(purposes) := [{"code": purpose, "lawEnforcement": false} | some purpose in purposes]

for_agreement(change) := changed("/agreements", [object.union(agreement, change)])

for_article(change) := for_agreement({"articles": [object.union(article, change)]})

for_rule(change) := changed("/rules", [object.union(rule, change)])

for_dataset(change) := changed("/dataset", object.union(request.dataset, change))

agreement_source := {"kind": "agreement", "id": "agreement-1", "version": 2}

article_source := object.union(agreement_source, {"article": "4"})

rule_source := {"kind": "rule", "id": "rule-1", "version": 5}

law(code, id) := [{"code": code, "source": {"kind": "law", "id": id}}]

consent_source := {"kind": "consent", "id": "consent-1", "version": 3}

denied_because(facts, expected) if {
	document := decide(facts)
	document.outcome == "DENY"
	document.grants == []
	document.reasons == expected
}

removed(name) := {"field": name, "method": "REMOVE"}
