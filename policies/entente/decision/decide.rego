# METADATA
# title: What a caller may do with one dataset
# description: |
#   Every file of this package adds to the sets that are combined here: `offers` (what something would show, before rules
#   and the law), `objections` (why nothing is offered) and `prohibitions` (which beat every offer).
# schemas:
#   - input: schema.input
package entente.decision

# METADATA
# title: The decision
# description: Arrays are sorted so that every engine gives the same document
# entrypoint: true
decide := {
	"outcome": "PERMIT",
	"grants": sort({grant(offer) | some offer in permitted}),
	"reasons": sort({reason(offer) | some offer in permitted} | alterations),
	"obligations": sort(obligations),
} if {
	count(prohibitions) == 0
	count(permitted) > 0
} else := {"outcome": "DENY", "grants": [], "reasons": sort(denials), "obligations": []}

# METADATA
# title: The offers that the law lets stand, were nothing prohibited
permitted := [offer |
	some offer in offers
	lawful(offer)
	justified(offer)
]

# METADATA
# title: All that stands against it; of facts that cannot be read nothing more can be said
denials := malformed if {
	count(malformed) > 0
} else := prohibitions | missing

# METADATA
# title: What is missing for a grant
# description: Owners need nobody's consent
missing := set() if {
	count(permitted) > 0
} else := law_objections if {
	owned
} else := law_objections | objections

reason(offer) := {"code": offer.code, "source": offer.source}

# METADATA
# title: Every row, said in words
all_rows := {"and": []}

dataset_source := {"kind": "dataset", "id": input.dataset.id}
