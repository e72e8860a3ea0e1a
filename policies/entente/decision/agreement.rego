package entente.decision

import data.entente.agreements

# METADATA
# title: The agreements under which a consent grants
allowing_agreements := agreements.in_force - {objection.source.id | some objection in article_objections}

# METADATA
# title: The articles of all agreements; none of them keeps a dataset from being known
clauses := [{"article": article, "source": object.union(agreements.source(agreement), {"article": article.number})} |
	input.action != "DISCOVER"
	some agreement in agreements.sound
	some article in agreement.articles
]

# METADATA
# title: An agreement with an article that cannot be read grants nothing
article_objections contains agreements.about("agreement.malformed", agreement) if {
	input.action != "DISCOVER"
	some agreement in agreements.sound
	some article in agreement.articles
	not agreements.article_well_formed(article)
}

article_objections contains about_article("agreement.purpose", clause) if {
	purpose_stated
	some clause in clauses
	clause.article.purposes != null
	not input.caller.purposes[0] in clause.article.purposes
}

article_objections contains about_article("agreement.action", clause) if {
	some clause in clauses
	clause.article.actions != null
	not input.action in clause.article.actions
}

article_objections contains about_article("agreement.competent_authority", clause) if {
	some clause in clauses
	clause.article.competentAuthorityOnly
	not input.competentAuthority
}

# METADATA
# title: The article's period does not run
article_objections contains about_article("agreement.period", clause) if {
	some clause in clauses
	outside(clause.article)
}

outside(article) if input.now < article.from

outside(article) if {
	article.until != null
	article.until <= input.now
}

# METADATA
# title: The personal fields where an article lets anonymised data leave alone
anonymised(agreement) := personal_fields if {
	anonymising_agreements[agreement]
} else := set()

anonymising_agreements := {clause.source.id | some clause in clauses; clause.article.anonymisedOnly}

about_article(code, clause) := {"code": code, "source": clause.source}
