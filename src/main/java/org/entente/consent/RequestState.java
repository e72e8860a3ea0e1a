package org.entente.consent;

import java.util.Set;

/** What became of a request for access. */
public enum RequestState {
    OPEN,
    GRANTED,
    GRANTED_IN_PART,
    REFUSED;

    public Set<RequestState> next() {
        return switch (this) {
            case OPEN -> Set.of(GRANTED, GRANTED_IN_PART, REFUSED);
            case GRANTED, GRANTED_IN_PART, REFUSED -> Set.of();
        };
    }
}
