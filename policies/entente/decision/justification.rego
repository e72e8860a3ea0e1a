package entente.decision

# METADATA
# title: Who reads law enforcement data or special categories says why, the owner too
justified(_) if not reads

justified(_) if input.caller.justification == true

justified(offer) if {
	input.dataset.regime != "LED"
	not shows(offer, special_fields)
}

# METADATA
# title: Single records are shown
reads if input.action in {"READ", "EXPORT", "SUBSCRIBE"}

# METADATA
# title: Nothing but the justification is missing for some grant
law_objections contains about_law("justification.required") if {
	count(prohibitions) == 0
	some offer in offers
	lawful(offer)
	not justified(offer)
}
