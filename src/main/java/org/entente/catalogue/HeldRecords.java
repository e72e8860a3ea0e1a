package org.entente.catalogue;

import java.sql.SQLException;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** Whose records the hub holds itself, as the package that keeps them tells. */
public interface HeldRecords {
    /** Those of the datasets that have records here. */
    Set<UUID> among(Collection<UUID> datasets) throws SQLException;
}
