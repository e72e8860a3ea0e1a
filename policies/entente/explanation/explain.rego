# METADATA
# title: Why the decision is what it is
# description: |
#   Every file of this package adds to `lines`: what took part in the decision, or was considered without effect. It only
#   repeats what the decision found; whatever it lacks, the decision is not changed by it.
# schemas:
#   - input: schema.input
package entente.explanation

import data.entente.decision

# METADATA
# title: The decision, and all that was considered
# description: |
#   `held` says whether it took part: granted, altered, obliged or stood against. Where it did not, the code says why, or what
#   it would have done.
# entrypoint: true
explain := {"decision": decision.decide, "considered": sort(considered)}

considered := {{"code": "input.malformed", "held": true}} if {
	count(decision.malformed) > 0
} else := lines

line(reason, held) := object.union(reason, {"held": held})

permits if decision.decide.outcome == "PERMIT"

given contains source if {
	permits
	some source in [offer.source | some offer in decision.permitted]
}

# METADATA
# title: What was offered, given or not
lines contains line(decision.reason(offer), offer.source in given) if some offer in decision.offers

# METADATA
# title: What stood against it and is no fact of its own, such as a missing purpose
lines contains line(reason, true) if {
	some reason in decision.decide.reasons
	not reason.source
}

lines contains line(reason, true) if {
	some reason in decision.decide.reasons
	reason.code == "purpose.unknown"
}
