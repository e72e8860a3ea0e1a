package entente.decision

# METADATA
# title: A secrecy of the law, which no consent and no rule lifts, lets nothing out
prohibitions contains about_law("secrecy.medical") if {
	shared
	input.dataset.secrecy == "MEDICAL"
}

prohibitions contains about_law("secrecy.judicial") if {
	shared
	input.dataset.secrecy == "JUDICIAL"
}

# METADATA
# title: Statistics may leave, single answers to surveys may not
prohibitions contains about_law("secrecy.statistical") if {
	shared
	input.dataset.secrecy == "STATISTICAL"
	input.action != "AGGREGATE"
}

# METADATA
# title: Data would go to others than its owner; knowing of a dataset is not yet having it
shared if {
	not owned
	input.action != "DISCOVER"
}
