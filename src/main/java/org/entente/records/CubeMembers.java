package org.entente.records;

import java.util.BitSet;
import java.util.Optional;
import org.entente.kernel.FieldDefinition;
import org.entente.kernel.Filter.Atom;

/** How the values of a field become members of a dimension's finest level: each value one or none. */
sealed interface CubeMembers permits CubeValues, CubeBands, CubePeriods {
    int size();

    /** Appends a SQL expression: the member's position, null where the value has none. */
    void appendPosition(FieldDefinition field, BoundSql sql);

    /** The members that a statement takes whole; empty when it takes a part of some member, or may. */
    Optional<BitSet> taken(Atom statement);

    /** The same for the same members; periods that come with time change nothing. */
    String text();

    default BitSet others(BitSet members) {
        var others = new BitSet();
        others.set(0, size());
        others.andNot(members);
        return others;
    }
}
