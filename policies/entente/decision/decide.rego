# METADATA
# title: What a caller may do with one dataset
# description: |
#   Every file of this package adds to the sets that are combined here: `permissions` (a grant and the code of what
#   gave it), `objections` (why nothing permits) and `prohibitions` (which beat every permission).
# schemas:
#   - input: schema.input
package entente.decision

# METADATA
# title: The decision
# description: Arrays are sorted so that every engine gives the same document
# entrypoint: true
decide := {
	"outcome": "PERMIT",
	"grants": sort({permission.grant | some permission in permissions}),
	"reasons": sort({reason(permission) | some permission in permissions}),
	"obligations": [],
} if {
	permitted
} else := {"outcome": "DENY", "grants": [], "reasons": sort(denials), "obligations": []}

permitted if {
	count(prohibitions) == 0
	count(permissions) > 0
}

denials := prohibitions if {
	count(prohibitions) > 0
} else := objections

reason(permission) := {"code": permission.code, "source": permission.grant.source}

# METADATA
# title: Every row, said in words
all_rows := {"and": []}

dataset_source := {"kind": "dataset", "id": input.dataset.id}
