package org.entente.observatory;

import org.eclipse.microprofile.graphql.Description;

/** Why nothing was taken of a message of a partner's topic. */
public enum MessageReason {
    @Description(
            "It is not written as it must be: the series' id as its key, and a JSON object with two lists, at and values, of one length")
    UNREADABLE,
    @Description("Your partner has no such series")
    UNKNOWN_SERIES,
    @Description("More observations than one message may have")
    TOO_MANY,
    @Description("It failed alone, again and again, for a reason that is the hub's operators' to find")
    FAILED
}
