package entente.decision_test

from_article(kind, value) := {"kind": kind, "value": value, "source": article_source}

from_rule(kind, value) := {"kind": kind, "value": value, "source": rule_source}

test_articles_oblige if {
	every change, expected in {
		"minimumGroupSize": [11, from_article("MINIMUM_GROUP_SIZE", "11")],
		"noOnwardSharing": [true, from_article("NO_ONWARD_SHARING", "")],
		"retention": ["P30D", from_article("DELETE_COPIES_AFTER", "P30D")],
		"notifyOwner": [true, from_article("NOTIFY_OWNER", "")],
	} {
		decide(for_article({change: expected[0]})).obligations == [expected[1]]
	}
}

test_rules_oblige_where_they_act if {
	notify := [{"kind": "NOTIFY_OWNER", "value": ""}]
	every effect in [{"effect": "MASK"}, {"effect": "FILTER", "rowFilter": all_rows}, permits] {
		facts := for_rule(object.union(effect, {"obligations": notify}))
		decide(facts).obligations == [from_rule("NOTIFY_OWNER", "")]
	}
	decide(for_rule({"obligations": notify, "until": 2000})).obligations == []
}

test_rule_that_permits_nothing_obliges_nothing if {
	facts := json.patch(for_rule(object.union(permits, {"obligations": [{"kind": "NOTIFY_OWNER", "value": ""}]})), [
		{"op": "add", "path": "/dataset/accessLevel", "value": "OPEN"},
		{"op": "add", "path": "/consents", "value": []},
	])
	decide(facts).outcome == "PERMIT"
	decide(facts).obligations == []
}

test_largest_minimum_group_size_stands_alone if {
	every size, expected in {
		"9": from_article("MINIMUM_GROUP_SIZE", "11"),
		"11": from_article("MINIMUM_GROUP_SIZE", "11"),
		"100": from_rule("MINIMUM_GROUP_SIZE", "100"),
	} {
		facts := json.patch(for_article({"minimumGroupSize": 11}), [{"op": "add", "path": "/rules", "value": [object.union(rule, {"obligations": [{"kind": "MINIMUM_GROUP_SIZE", "value": size}]})]}])
		decide(facts).obligations == [expected]
	}
}

test_other_obligations_are_all_kept_and_sorted if {
	facts := json.patch(for_article({"retention": "P30D", "noOnwardSharing": true}), [{"op": "add", "path": "/rules", "value": [object.union(rule, {"obligations": [
		{"kind": "DELETE_COPIES_AFTER", "value": "P1M"},
		{"kind": "DELETE_COPIES_AFTER", "value": "P1M"},
	]})]}])
	decide(facts).obligations == [
		from_article("DELETE_COPIES_AFTER", "P30D"),
		from_rule("DELETE_COPIES_AFTER", "P1M"),
		from_article("NO_ONWARD_SHARING", ""),
	]
}
