package org.entente.federation;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.entente.policy.AccessLevel;

/** What dct:accessRights says, by the codes of the EU vocabulary access-right, as IRI or as text. */
final class AccessRights {
    private AccessRights() {}

    /**
     * The most restrictive of what is said; null where nothing is.
     *
     * @throws UnusableItem where a statement is not understood: a dataset that names a restriction must not fall back to the
     *     level which its source gives to those that name none
     */
    static AccessLevel level(Collection<String> statements) {
        return statements.stream()
                .map(AccessRights::level)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /**
     * How open a dataset may stay that cannot be taken as it is now; null where nothing is said. A right that is not understood may
     * be any restriction: nothing stays open, but what was known to exist may be known still.
     */
    static AccessLevel atMost(Collection<String> statements) {
        return statements.stream()
                .map(AccessRights::atMost)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static AccessLevel atMost(String statement) {
        try {
            return level(statement);
        } catch (UnusableItem notUnderstood) {
            return AccessLevel.DISCOVERABLE;
        }
    }

    private static AccessLevel level(String statement) {
        var code = WebAddress.lastSegment(statement.strip())
                .toUpperCase(Locale.ROOT)
                .replaceAll("[- ]", "_");
        return switch (code) {
            case "PUBLIC", "OPEN", "NOLIMITATIONS" -> AccessLevel.OPEN;
            case "RESTRICTED" -> AccessLevel.DISCOVERABLE;
            case "NON_PUBLIC", "NONPUBLIC", "CONFIDENTIAL", "SENSITIVE" -> AccessLevel.HIDDEN;
            default -> throw new UnusableItem("Its access right is not understood: " + statement);
        };
    }
}
