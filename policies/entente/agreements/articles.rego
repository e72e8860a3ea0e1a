package entente.agreements

# METADATA
# title: An article is understood to its last fact
# description: |
#   It has these eleven facts and no other. One that demands something unknown, or does not say what it demands, must not
#   pass for one that demands nothing.
article_well_formed(article) if {
	count(article) == 11
	is_string(article.number)
	array_or_null(article.purposes)
	array_or_null(article.actions)
	is_boolean(article.anonymisedOnly)
	group_size_or_null(article.minimumGroupSize)
	is_boolean(article.noOnwardSharing)
	text_or_null(article.retention)
	is_boolean(article.notifyOwner)
	is_boolean(article.competentAuthorityOnly)
	number_or_null(article.from)
	number_or_null(article.until)
}

array_or_null(value) if is_array(value)

array_or_null(null)

text_or_null(value) if is_string(value)

text_or_null(null)

group_size_or_null(null)

group_size_or_null(size) if {
	is_number(size)
	size >= 1
	size == floor(size)
}
